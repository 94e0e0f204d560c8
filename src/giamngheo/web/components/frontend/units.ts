// Search as you type for a unit: what it may mean stands under the field, chosen by key, finger or mouse.
// Without it a code or a name is typed and the server understands it.
type Unit = { text: string; about: string };

const WAITED = 250;

class UnitChoice {
  private readonly list = document.createElement("ul");
  private readonly told = document.createElement("p");
  private timer = 0;
  private asked = 0;
  private at = -1;

  constructor(private readonly input: HTMLInputElement) {
    this.list.id = `${input.id}-danh-sach`;
    this.list.className = "unit-options";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "Đơn vị");
    this.told.className = "hidden-visually";
    this.told.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.after(this.list, this.told);
    input.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.look(), WAITED);
    });
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
  }

  private async look(): Promise<void> {
    const words = this.input.value.trim();
    const turn = ++this.asked;
    if (words.length < 2) return this.close();
    const found = await ask(`${this.input.dataset.units}&tim=${encodeURIComponent(words)}`);
    // A slow answer to what was typed before is of no use any more.
    if (turn !== this.asked || document.activeElement !== this.input || found === null) return;
    this.show(found);
  }

  private show(found: Unit[]): void {
    this.list.replaceChildren(...found.map((unit, place) => this.option(unit, place)));
    this.told.textContent = found.length ? `${found.length} đơn vị khớp, dùng mũi tên để chọn` : "Không có đơn vị khớp";
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.mark(-1);
  }

  private option(unit: Unit, place: number): HTMLLIElement {
    const option = document.createElement("li");
    const about = document.createElement("span");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.dataset.text = unit.text;
    about.className = "quiet";
    about.textContent = unit.about;
    option.append(unit.text, " ", about);
    // Before the field loses the focus and the list with it.
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.take(option));
    return option;
  }

  private press(event: KeyboardEvent): void {
    const count = this.list.children.length;
    // Also while an answer is still on its way: it would open the list over what stands below.
    if (event.key === "Escape" && this.list.hidden) this.close();
    if (this.list.hidden || count === 0) return;
    if (event.key === "ArrowDown") this.mark((this.at + 1) % count);
    else if (event.key === "ArrowUp") this.mark((this.at <= 0 ? count : this.at) - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.at >= 0) this.take(this.list.children[this.at] as HTMLLIElement);
    else return;
    event.preventDefault();
  }

  private mark(place: number): void {
    this.at = place;
    for (const [number, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(number === place));
    }
    const chosen = this.list.children[place];
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  private take(option: HTMLLIElement): void {
    this.input.value = option.dataset.text ?? "";
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true })); // so that the draft in the browser has it
  }

  private close(): void {
    window.clearTimeout(this.timer);
    this.asked++;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }
}

async function ask(address: string): Promise<Unit[] | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as { units: Unit[] }).units : null;
  } catch {
    return null; // no line: the code or name is typed in full
  }
}

export function suggestUnits(): void {
  document.querySelectorAll<HTMLInputElement>("input[data-units]").forEach((input) => new UnitChoice(input));
}
