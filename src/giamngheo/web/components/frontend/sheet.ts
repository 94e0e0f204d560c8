// The sheet of a household, filled in by keyboard: Enter moves on, digits choose, the draft keeps itself.
// What is asked, wrong or missing is judged by the server; without this script its buttons do the same.
import { forgetDraft } from "./drafts";
import { type Control, controlsOf, putInto, valuesAsSent, valuesOf } from "./sheet_boxes";

type Told = {
  version: number;
  boxes: Record<string, [state: string, missing: boolean, notes: string]>;
  values?: Record<string, string | string[]>;
  whole: string;
  wanting: string;
  count: number;
  points: string;
  members: string[];
  error?: string;
  clashes?: Record<string, string | string[]>; // what is kept where two people wrote
  reload?: boolean;
};

const LOOK_AFTER = 150;
const SAVE_AFTER = 8_000; // each draft is a version that stays; this browser keeps what is in between
const AGAIN_AFTER = 10_000;
const DIGITS_TOGETHER = 700; // «1» then «2» is the twelfth answer

class Filling {
  readonly #form: HTMLFormElement;
  readonly #saves: boolean;
  readonly #boxes = new Map<string, HTMLElement>();
  readonly #kept = new Map<string, string>(); // what the server holds of each box
  readonly #held = new Map<string, string[]>(); // two people wrote: nothing is sent until one decides
  #waiting = 0;
  #looking = 0;
  #busy = false;
  #stopped = false;
  #digits = { box: "", typed: "", at: 0 };

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#saves = form.dataset.sheet === "save";
    form.querySelectorAll<HTMLElement>("[data-box]").forEach((place) => {
      const id = place.dataset.box ?? "";
      this.#boxes.set(id, place);
      this.#kept.set(id, JSON.stringify(valuesAsSent(place)));
    });
    document.querySelectorAll<HTMLElement>("[data-keys]").forEach((told) => {
      told.hidden = false;
    });
    form.addEventListener("change", (event) => this.#changed(event.target));
    form.addEventListener("input", () => this.#saveSoon());
    form.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("click", (event) => this.#click(event));
    form.addEventListener("submit", () => {
      this.#stopped = true; // the form itself goes now
    });
    document.addEventListener("click", (event) => this.#follow(event));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "F8") return;
      event.preventDefault();
      this.#nextMissing();
    });
    window.addEventListener("online", () => void this.#save());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.#save();
    });
    const next = form.querySelector<HTMLButtonElement>("[data-next-missing]");
    if (next) next.hidden = false;
    if (this.#dirty().length > 0) this.#saveSoon(); // a draft of this browser was put back
  }

  // What was typed

  #dirty(): string[] {
    return [...this.#boxes].filter(([id, place]) => !this.#held.has(id) && JSON.stringify(valuesOf(place)) !== this.#kept.get(id)).map(([id]) => id);
  }

  /** The reasons typed and not sent yet, as they stand now. */
  #reasons(): [HTMLInputElement, string][] {
    const all = this.#form.querySelectorAll<HTMLInputElement>("[data-reason]");
    const typed = Array.from(all).filter((one) => one.value.trim() !== "" && one.value !== one.defaultValue);
    return typed.map((one) => [one, one.value]);
  }

  // The server

  #changed(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement)) return;
    const place = target.closest<HTMLElement>("[data-box]");
    if (place?.dataset.box) this.#held.delete(place.dataset.box);
    if (place && valuesOf(place).some((one) => one !== "")) place.removeAttribute("data-missing");
    if (target instanceof HTMLInputElement && target.dataset.dots !== undefined && /^\d{4,}$/.test(target.value.trim())) {
      target.value = target.value.trim().replace(/\B(?=(\d{3})+$)/g, ".");
    }
    if (target.dataset.reason !== undefined) this.#saveSoon();
    else if (place?.dataset.looked !== undefined) {
      window.clearTimeout(this.#looking);
      this.#looking = window.setTimeout(() => void this.#look(), LOOK_AFTER);
    }
    this.#saveSoon();
  }

  #saveSoon(after = SAVE_AFTER): void {
    if (!this.#saves || this.#waiting) return;
    this.#waiting = window.setTimeout(() => void this.#save(), after);
  }

  async #look(): Promise<void> {
    if (this.#busy) {
      this.#looking = window.setTimeout(() => void this.#look(), LOOK_AFTER);
      return;
    }
    this.#busy = true;
    const answer = await this.#send("xem", this.#dirty(), []);
    this.#busy = false;
    if (answer?.ok) this.#show((await answer.json()) as Told);
  }

  async #save(take = ""): Promise<void> {
    window.clearTimeout(this.#waiting);
    this.#waiting = 0;
    const [dirty, reasons] = [this.#dirty(), this.#reasons()];
    if (!this.#saves || this.#stopped || (dirty.length === 0 && reasons.length === 0 && take === "")) return;
    if (this.#busy) {
      window.setTimeout(() => void this.#save(take), LOOK_AFTER);
      return;
    }
    this.#busy = true;
    const sent = new Map(dirty.map((id) => [id, JSON.stringify(valuesOf(this.#boxes.get(id) as HTMLElement))]));
    const answer = await this.#send("ghi", dirty, reasons, take);
    this.#busy = false;
    if (answer === null) {
      this.#tell("Chưa ghi được vì mất kết nối. Những gì đã gõ còn ở máy này và sẽ tự ghi khi có mạng.", true);
      this.#saveSoon(AGAIN_AFTER);
      return;
    }
    if (answer.type === "opaqueredirect") {
      this.#tellTheEnd();
      return;
    }
    if (!answer.headers.get("Content-Type")?.includes("json")) {
      this.#tell("Chưa ghi được phiếu. Những gì đã gõ còn ở máy này; tải lại trang rồi ghi lại.", true);
      return;
    }
    const told = (await answer.json()) as Told;
    for (const [id, value] of sent) if (answer.ok) this.#kept.set(id, value);
    for (const [one, said] of reasons) if (answer.ok) one.defaultValue = said;
    for (const [id, value] of Object.entries(told.clashes ?? {})) this.#held.set(id, [value].flat());
    const version = this.#form.elements.namedItem("ban");
    if (version instanceof HTMLInputElement && answer.status !== 422) version.value = String(told.version);
    this.#take(told, sent);
    this.#show(told);
    if (told.error) {
      this.#stopped = told.reload === true;
      this.#tell(told.error, true);
    } else {
      const time = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit" }).format(Date.now());
      this.#tell(`Đã ghi nháp lúc ${time} (bản ${told.version}).`);
      if (this.#dirty().length === 0 && this.#held.size === 0) forgetDraft(this.#form);
    }
    if (answer.ok && this.#dirty().length + this.#reasons().length > 0) this.#saveSoon();
  }

  async #send(deed: string, dirty: string[], reasons: [HTMLInputElement, string][], take = ""): Promise<Response | null> {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "ban"]) {
      const field = this.#form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) body.append(name, field.value);
    }
    body.append("lam", deed);
    if (take) body.append("lay", take);
    for (const id of dirty) {
      const place = this.#boxes.get(id) as HTMLElement;
      const values = valuesOf(place);
      for (const value of values.length > 0 ? values : [""]) body.append(id, value);
    }
    for (const [one, said] of reasons) body.append(one.name, said);
    try {
      return await fetch(location.pathname, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
        keepalive: document.visibilityState === "hidden",
      });
    } catch {
      return null; // no line
    }
  }

  /** What others wrote, and what was taken over, stands in its box, unless something else was typed there since. */
  #take(told: Told, sent: Map<string, string>): void {
    for (const [id, value] of Object.entries(told.values ?? {})) {
      const place = this.#boxes.get(id);
      if (!place || sent.has(id)) continue;
      const values = Array.isArray(value) ? value : [value];
      if (JSON.stringify(valuesOf(place)) === this.#kept.get(id)) putInto(place, values);
      this.#kept.set(id, JSON.stringify(valuesOf(place)));
    }
  }

  #show(told: Told): void {
    for (const [id, [state, missing, notes]] of Object.entries(told.boxes)) {
      const place = this.#boxes.get(id);
      if (!place) continue;
      place.dataset.state = state;
      place.toggleAttribute("data-missing", missing);
      const hasFocus = place.contains(document.activeElement);
      for (const one of controlsOf(place)) if (!hasFocus || state !== "skipped") one.disabled = state === "skipped";
      const group = place.querySelector("fieldset");
      if (group && !hasFocus) group.disabled = state === "skipped";
      const under = place.querySelector<HTMLElement>(".fill-notes");
      if (under && !this.#held.has(id) && !under.contains(document.activeElement)) this.#write(under, notes);
      else if (under && told.clashes && id in told.clashes) this.#write(under, notes);
    }
    const whole = document.getElementById("ca-phieu");
    if (whole && !whole.contains(document.activeElement)) this.#write(whole, told.whole);
    const wanting = document.getElementById("con-thieu");
    if (wanting) {
      const open = wanting.querySelector("details")?.open === true;
      this.#write(wanting, told.wanting);
      const list = wanting.querySelector("details");
      if (list) list.open = open;
    }
    const points = document.getElementById("phan-diem-b1");
    if (points) {
      const open = points.querySelector("details")?.open === true;
      this.#write(points, told.points);
      const items = points.querySelector("details");
      if (items && open) items.open = true;
    }
    const count = this.#form.querySelector("[data-count]");
    if (count) count.textContent = `(${told.count})`;
  }

  /** Words of the server's own templates, escaped there. */
  #write(place: HTMLElement, words: string): void {
    if (place.dataset.words === words) return;
    const reasons = Array.from(place.querySelectorAll<HTMLInputElement>("[data-reason]"));
    const typed = new Map(reasons.filter((one) => one.value !== one.defaultValue).map((one) => [one.name, one.value]));
    place.dataset.words = words;
    place.innerHTML = words;
    place.querySelectorAll<HTMLInputElement>("[data-reason]").forEach((one) => {
      one.value = typed.get(one.name) ?? one.value; // typed since: not sent yet
    });
  }

  #tell(words: string, isTrouble = false): void {
    const told = this.#form.querySelector<HTMLElement>("[data-told]");
    if (!told) return;
    told.textContent = words;
    told.classList.toggle("form-error", isTrouble);
  }

  #tellTheEnd(): void {
    this.#stopped = true;
    this.#tell("Phiên đã kết thúc. Những gì đang gõ dở vẫn còn; ", true);
    const link = document.createElement("a");
    link.href = `/dang-nhap/?xong=het-phien&next=${encodeURIComponent(location.pathname)}`;
    link.textContent = "đăng nhập lại để làm tiếp.";
    this.#form.querySelector("[data-told]")?.append(link);
  }

  // The keyboard

  #stops(): HTMLElement[] {
    const all = this.#form.querySelectorAll<Control>("[data-box] input, [data-box] select, [data-box] textarea, [data-reason]");
    const seen = new Set<string>();
    return Array.from(all).filter((one) => {
      if (one.type === "hidden" || one.matches(":disabled")) return false;
      const group = one instanceof HTMLInputElement && ["radio", "checkbox"].includes(one.type);
      if (!group) return true;
      if (seen.has(one.name)) return false; // a group is one stop
      seen.add(one.name);
      return true;
    });
  }

  #go(stop: HTMLElement | undefined): void {
    if (!stop) {
      const last = "button[value='khoa'], button[value='dinh-chinh']:not(.hidden-visually)";
      this.#form.querySelector<HTMLButtonElement>(last)?.focus();
      return;
    }
    const name = stop instanceof HTMLInputElement && stop.type === "radio" ? stop.name : "";
    const chosen = name ? this.#form.querySelector<HTMLElement>(`input[name="${CSS.escape(name)}"]:checked`) : null;
    (chosen ?? stop).focus();
    if (stop instanceof HTMLInputElement && !["radio", "checkbox"].includes(stop.type)) stop.select();
  }

  #move(from: HTMLElement, step: number): void {
    const stops = this.#stops();
    const name = from instanceof HTMLInputElement ? from.name : "";
    const at = stops.findIndex((one) => one === from || (name !== "" && (one as HTMLInputElement).name === name));
    if (at + step >= 0) this.#go(stops[at + step]);
  }

  #nextMissing(): void {
    const places = [...this.#boxes.values()];
    const here = places.findIndex((place) => place.contains(document.activeElement));
    const later = [...places.slice(here + 1), ...places.slice(0, here + 1)];
    const unsaid = (inside: ParentNode | null) =>
      Array.from(inside?.querySelectorAll<HTMLInputElement>("[data-reason]") ?? []).find((one) => one.value.trim() === "");
    const isWanted = (place: HTMLElement) => place.dataset.missing !== undefined || place.querySelector(".form-error, .fill-clash") || unsaid(place);
    const wanted = later.find(isWanted);
    if (!wanted) {
      this.#go(unsaid(document.getElementById("ca-phieu")));
      return;
    }
    const reason = wanted.dataset.missing === undefined ? unsaid(wanted) : undefined;
    this.#go(reason ?? this.#stops().find((one) => wanted.contains(one)));
  }

  #key(event: KeyboardEvent): void {
    const at = event.target;
    if (!(at instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const place = at.closest<HTMLElement>("[data-box]");
    if (event.key === "F9") {
      event.preventDefault();
      place?.querySelector<HTMLButtonElement>(".fill-take")?.click();
    } else if (event.key === "Enter" && at.matches("input, select")) {
      event.preventDefault();
      if (at instanceof HTMLInputElement && !["radio", "checkbox"].includes(at.type)) at.dispatchEvent(new Event("change", { bubbles: true }));
      this.#move(at, event.shiftKey ? -1 : 1);
    } else if (place && (/^[0-9]$/.test(event.key) || event.key === "Delete") && this.#choose(place, event.key)) event.preventDefault();
  }

  /** Digits choose; «0» or Delete empties. Of what is typed as text they are text. */
  #choose(place: HTMLElement, key: string): boolean {
    const options = Array.from(place.querySelectorAll<HTMLInputElement | HTMLOptionElement>("[data-digits]"));
    if (options.length === 0) return false;
    const id = place.dataset.box ?? "";
    const goesOn = this.#digits.box === id && Date.now() - this.#digits.at < DIGITS_TOGETHER;
    const digit = key === "Delete" ? "0" : key;
    const longer = goesOn ? this.#digits.typed + digit : digit;
    const found = options.find((one) => one.dataset.digits === longer) ?? options.find((one) => one.dataset.digits === digit);
    this.#digits = { box: id, typed: found?.dataset.digits ?? digit, at: Date.now() };
    if (!found) return digit === "0" ? this.#untick(place) : true;
    if (found instanceof HTMLOptionElement) {
      const list = found.closest("select");
      found.selected = true;
      list?.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      found.focus();
      found.checked = found.type === "checkbox" ? !found.checked : true;
      found.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return true;
  }

  #untick(place: HTMLElement): boolean {
    putInto(place, []);
    controlsOf(place)[0]?.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  // Buttons

  #click(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    if (button.dataset.nextMissing !== undefined) this.#nextMissing();
    const place = button.closest<HTMLElement>("[data-box]");
    const id = place?.dataset.box ?? "";
    if (!this.#saves || !place) return;
    if (button.classList.contains("fill-take")) {
      event.preventDefault();
      const from = controlsOf(place)[0];
      place.removeAttribute("data-missing"); // told anew by the answer
      button.closest(".fill-offer")?.remove();
      if (button.dataset.take === undefined) void this.#save(id);
      else {
        putInto(place, [button.dataset.take]);
        from?.dispatchEvent(new Event("change", { bubbles: true }));
      }
      if (from) this.#move(from, 1);
    } else if (button.dataset.keep !== undefined) {
      event.preventDefault();
      this.#held.delete(id);
      controlsOf(place)[0]?.focus(); // what is said under the box is written anew where nobody is
      void this.#save();
    } else if (button.dataset.drop !== undefined) {
      event.preventDefault();
      putInto(place, this.#held.get(id) ?? []);
      this.#kept.set(id, JSON.stringify(valuesOf(place)));
      this.#held.delete(id);
      controlsOf(place)[0]?.focus();
      void this.#look();
    }
  }

  /** A link of what is missing leads into the box, not beside it. */
  #follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href^='#o-']") : null;
    const place = link ? this.#boxes.get(decodeURIComponent(link.hash.slice(1))) : undefined;
    if (!place) return;
    event.preventDefault();
    this.#go(this.#stops().find((one) => place.contains(one)));
  }
}

export function fillSheets(): void {
  document.querySelectorAll<HTMLFormElement>("form[data-sheet]").forEach((form) => {
    new Filling(form);
  });
}
