// What is typed into a form with `data-draft` is kept in this tab until it is done, so that an ended sitting,
// a lost line or a slip of the finger loses nothing. Never a password, never a file, never for another person.
type Draft = { at: number; sent: boolean; fields: [string, string][] };

const PREFIX = "draft:";

function typedInto(form: HTMLFormElement): HTMLElement[] {
  return Array.from(form.elements).filter((one): one is HTMLElement => {
    if (!(one instanceof HTMLElement)) return false;
    // What its writer saw of the line goes with what they typed: corrected by others meanwhile, it is told.
    if (one.dataset.seen !== undefined) return true;
    if (one instanceof HTMLInputElement) return !["password", "file", "hidden", "submit", "button"].includes(one.type);
    return one instanceof HTMLSelectElement || one instanceof HTMLTextAreaElement;
  });
}

function person(): string {
  return document.body.dataset.person ?? "";
}

/** One draft a person, a page and a form: what another person types on this machine stays theirs. */
function keyOf(form: HTMLFormElement): string {
  return `${PREFIX}${person()}:${location.pathname}:${form.dataset.draft ?? ""}`;
}

function read(key: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

function write(key: string, draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or forbidden store: the form works as it would without drafts.
  }
}

function fieldsOf(form: HTMLFormElement): [string, string][] {
  const fields: [string, string][] = [];
  for (const one of typedInto(form)) {
    if (one instanceof HTMLInputElement && (one.type === "checkbox" || one.type === "radio")) {
      if (one.checked) fields.push([one.name, one.value]);
    } else if (one instanceof HTMLSelectElement) {
      for (const option of one.selectedOptions) fields.push([one.name, option.value]);
    } else if (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement) {
      fields.push([one.name, one.value]);
    }
  }
  return fields;
}

function putInto(form: HTMLFormElement, fields: [string, string][]): boolean {
  const left = new Map<string, string[]>();
  for (const [name, value] of fields) left.set(name, [...(left.get(name) ?? []), value]);
  const before = JSON.stringify(fieldsOf(form));
  for (const one of typedInto(form)) {
    if (one instanceof HTMLInputElement && (one.type === "checkbox" || one.type === "radio")) {
      one.checked = (left.get(one.name) ?? []).includes(one.value);
    } else if (one instanceof HTMLSelectElement) {
      const kept = left.get(one.name) ?? [];
      for (const option of one.options) option.selected = kept.includes(option.value);
    } else if (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement) {
      one.value = left.get(one.name)?.shift() ?? one.value;
    }
  }
  return JSON.stringify(fieldsOf(form)) !== before;
}

function tell(form: HTMLFormElement, key: string, at: number): void {
  const told = document.createElement("p");
  const words = document.createElement("span");
  const away = document.createElement("button");
  const time = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit" }).format(at);
  told.className = "notice draft-told";
  told.setAttribute("role", "status");
  words.textContent = `Đã khôi phục những gì bạn gõ dở lúc ${time}. Xem lại rồi gửi.`;
  away.type = "button";
  away.className = "btn";
  away.textContent = "Bỏ bản gõ dở";
  away.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    if (form.querySelector("[data-seen]")) location.reload(); // a reset leaves hidden fields as they are
    form.reset();
    told.remove();
  });
  told.append(words, away);
  form.prepend(told);
}

function keep(form: HTMLFormElement, sent: boolean): void {
  write(keyOf(form), { at: Date.now(), sent, fields: fieldsOf(form) });
}

/** A draft that was sent is done with, unless what came back is the page of sign-in or of an error. */
function settle(): void {
  const notDone = document.querySelector("[data-sign-in], [data-not-done]") !== null;
  for (const key of Object.keys(sessionStorage)) {
    const draft = key.startsWith(PREFIX) ? read(key) : null;
    if (!draft?.sent) continue;
    if (notDone) write(key, { ...draft, sent: false });
    else sessionStorage.removeItem(key);
  }
}

function restore(inside: ParentNode): void {
  inside.querySelectorAll<HTMLFormElement>("form[data-draft]").forEach((form) => {
    const key = keyOf(form);
    const draft = read(key);
    if (draft && !draft.sent && putInto(form, draft.fields)) tell(form, key, draft.at);
  });
}

/** What a form of a page keeps by itself is on the server: nothing of it is put back later. */
export function forgetDraft(form: HTMLFormElement): void {
  sessionStorage.removeItem(keyOf(form));
}

export function keepDrafts(): void {
  const formOf = (event: Event): HTMLFormElement | null => {
    const at = event.target instanceof Element ? event.target.closest("form") : null;
    return at?.dataset.draft === undefined ? null : at;
  };
  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => {
      const form = formOf(event);
      if (form) keep(form, false);
    });
  }
  document.addEventListener("submit", (event) => {
    const form = formOf(event);
    if (form) keep(form, true);
  });
  // A form sent by htmx stays on its page: it is done with when the answer is good and leads nowhere else.
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = formOf(event);
    const { xhr, successful } = (event as CustomEvent<{ xhr: XMLHttpRequest; successful: boolean }>).detail;
    if (!form) return;
    if (successful && !xhr.getResponseHeader("HX-Redirect")) sessionStorage.removeItem(keyOf(form));
    else if (!successful) keep(form, false);
  });
  settle();
  restore(document);
}
