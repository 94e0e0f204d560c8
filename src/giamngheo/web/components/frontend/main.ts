// The small scripts of every page. Pages work without them; they only save the person a step.
import { keepDrafts } from "./drafts";
import "./main.scss";
import { pickCells } from "./pick_cells";
import { fillSheets } from "./sheet";
import { watchTheSitting } from "./sitting";
import { suggestUnits } from "./units";

/** After a failed form the summary of errors is read first. */
function focusTheSummary(inside: ParentNode): void {
  inside.querySelector<HTMLElement>("[data-focus]")?.focus();
}

/** Tell at once that a file is too large, before it travels over a slow line. */
function checkSize(input: HTMLInputElement): void {
  const limit = Number(input.dataset.limit);
  const file = input.files?.[0];
  const tooLarge = file !== undefined && limit > 0 && file.size > limit;
  const words = tooLarge ? (input.dataset.tooLarge ?? "Tệp quá lớn. Tách danh sách theo xã rồi gửi từng tệp.") : "";
  input.setCustomValidity(words);
  const told = input.parentElement?.querySelector<HTMLElement>("[role='alert']");
  if (told) told.textContent = words;
}

/** A form that starts long work is sent once, however often the button is pressed. */
function sendOnce(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.once === undefined) return;
  const refused = form.querySelector<HTMLInputElement>("input[type='file']:invalid");
  if (refused) {
    event.preventDefault();
    refused.focus();
    return;
  }
  if (form.dataset.sent !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  form.setAttribute("aria-busy", "true");
}

/** A file dropped on the framed place is as good as one chosen. */
function takeDrops(place: HTMLElement): void {
  const input = place.querySelector<HTMLInputElement>("input[type='file']");
  if (!input) return;
  for (const name of ["dragenter", "dragover"]) {
    place.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) place.addEventListener(name, () => place.classList.remove("is-over"));
  place.addEventListener("drop", (event) => {
    const dropped = event.dataTransfer?.files;
    event.preventDefault();
    if (!dropped || dropped.length === 0) return;
    input.files = dropped;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
}

/** The browser's own words beside a file field are in the browser's language: say it in ours. */
function tellTheFile(input: HTMLInputElement): void {
  const choice = document.createElement("div");
  const button = document.createElement("label");
  const told = document.createElement("span");
  const wrong = document.createElement("p");
  wrong.className = "form-error";
  wrong.setAttribute("role", "alert");
  choice.className = "file-choice";
  button.className = "btn";
  button.htmlFor = input.id;
  button.setAttribute("aria-hidden", "true"); // the field itself carries the name
  button.textContent = "Chọn tệp";
  const tell = () => {
    told.textContent = input.files?.[0]?.name ?? "Chưa chọn tệp";
  };
  input.replaceWith(choice);
  choice.append(input, button, told, wrong);
  input.classList.add("file-hidden");
  input.addEventListener("change", tell);
  window.addEventListener("pageshow", tell);
  tell();
}

/** The key «/» leads to the search on top, unless something is being typed. */
function toSearch(event: KeyboardEvent): void {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target;
  if (at instanceof HTMLElement && (at.isContentEditable || at.closest("input, textarea, select"))) return;
  const search = document.querySelector<HTMLInputElement>("[data-search]");
  if (!search?.checkVisibility()) return;
  event.preventDefault();
  search.focus();
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input instanceof HTMLInputElement && input.type === "file") checkSize(input);
  if (input instanceof HTMLElement && input.dataset.sendsForm !== undefined) {
    input.closest("form")?.requestSubmit();
  }
});
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
});
document.addEventListener("submit", sendOnce);
document.addEventListener("keydown", toSearch);
// allauth's script for passkeys tells of a refusal by an event; beside the button stands what to do then.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll<HTMLElement>("[data-passkey-error]").forEach((told) => {
    told.hidden = false;
  });
});
// Coming back with the browser's arrow shows the page as it was left: the form may be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  });
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target instanceof Element) focusTheSummary(event.target);
});
document.querySelectorAll<HTMLInputElement>("input[type='file']").forEach(tellTheFile);
document.querySelectorAll<HTMLElement>("[data-drop]").forEach(takeDrops);
focusTheSummary(document);
keepDrafts();
fillSheets(); // after drafts: what was put back is to be kept, too
pickCells();
suggestUnits();
watchTheSitting();
