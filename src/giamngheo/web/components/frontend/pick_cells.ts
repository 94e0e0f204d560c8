// The sheet of a blank: a click on a cell writes its name into the field, Shift and a click make a rectangle.

/** The first and the last cell of what is written, as «C7:F20» or «C7». */
function joined(first: string, last: string): string {
  return first === last ? first : `${first}:${last}`;
}

export function pickCells(): void {
  for (const sheet of document.querySelectorAll<HTMLTableElement>("table[data-pick]")) {
    const field = document.getElementById(sheet.dataset.pick ?? "");
    if (!(field instanceof HTMLInputElement)) continue;
    let target: HTMLInputElement = field;
    for (const one of document.querySelectorAll<HTMLInputElement>('input[name="vung"]'))
      one.addEventListener("focus", () => (target = one));
    sheet.addEventListener("click", (event) => {
      const cell = (event.target as Element).closest<HTMLElement>("[data-cell]");
      const name = cell?.dataset.cell;
      if (!name) return;
      const begun = target.value.split(":")[0];
      target.value = event.shiftKey && begun ? joined(begun, name) : name;
      for (const other of sheet.querySelectorAll(".is-picked")) other.classList.remove("is-picked");
      cell.classList.add("is-picked");
    });
  }
}
