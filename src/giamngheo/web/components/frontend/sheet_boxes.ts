// The boxes of a sheet: which controls one has, what it holds, what the server had put into it.
export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function isTicked(one: Control): one is HTMLInputElement {
  return one instanceof HTMLInputElement && ["radio", "checkbox"].includes(one.type);
}

export function controlsOf(place: HTMLElement): Control[] {
  return Array.from(place.querySelectorAll<Control>("input, select, textarea")).filter(
    (one) => one.name === place.dataset.box && one.type !== "hidden",
  );
}

/** What the box holds now; of boxes to tick what is ticked. */
export function valuesOf(place: HTMLElement): string[] {
  return controlsOf(place).flatMap((one) => (isTicked(one) && !one.checked ? [] : [one.value]));
}

/** What it held when the page came, whatever a browser or a draft has put into it since. */
export function valuesAsSent(place: HTMLElement): string[] {
  return controlsOf(place).flatMap((one) => {
    if (one instanceof HTMLSelectElement) {
      const options = Array.from(one.options);
      return [(options.find((option) => option.defaultSelected) ?? options[0])?.value ?? ""];
    }
    if (isTicked(one)) return one.defaultChecked ? [one.value] : [];
    return [one.defaultValue];
  });
}

export function putInto(place: HTMLElement, values: string[]): void {
  for (const one of controlsOf(place)) {
    if (isTicked(one)) one.checked = values.includes(one.value);
    else one.value = values[0] ?? "";
  }
}
