// The sitting ends when nothing is done for a while: said two minutes before, with a button that keeps it up.
const WARNED_BEFORE = 120;

async function secondsLeft(): Promise<number | null> {
  try {
    const answer = await fetch("/phien/con-lai/", { headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as { seconds: number }).seconds : null;
  } catch {
    return null; // no line: ask again later, the server decides
  }
}

async function stay(): Promise<boolean> {
  const token = document.body.dataset.token ?? "";
  try {
    return (await fetch("/phien/tiep-tuc/", { method: "POST", headers: { "X-CSRFToken": token } })).ok;
  } catch {
    return false;
  }
}

function bar(): { place: HTMLElement; words: HTMLElement; button: HTMLButtonElement } {
  const place = document.createElement("section");
  const words = document.createElement("p");
  const button = document.createElement("button");
  place.className = "sitting-ends no-print";
  place.setAttribute("aria-label", "Phiên sắp kết thúc");
  place.setAttribute("role", "alert");
  button.type = "button";
  button.className = "btn btn-primary";
  place.append(words, button);
  document.body.append(place);
  return { place, words, button };
}

/** Over: the page stays as it is, what was typed stays in its drafts; one button leads in again. */
function tellTheEnd(): void {
  const { words, button } = bar();
  words.textContent = "Phiên đã kết thúc vì lâu không dùng. Đăng nhập lại để làm tiếp; những gì đang gõ dở vẫn còn.";
  button.textContent = "Đăng nhập lại";
  button.addEventListener("click", () => {
    const here = encodeURIComponent(location.pathname + location.search);
    location.assign(`/dang-nhap/?xong=het-phien&next=${here}`);
  });
}

function warn(left: number, again: () => void): void {
  const { place, words, button } = bar();
  const ends = Date.now() + left * 1000;
  const time = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit" }).format(ends);
  words.textContent = `Phiên sẽ tự kết thúc lúc ${time} vì lâu không dùng. Những gì đang gõ dở được giữ lại.`;
  button.textContent = "Tiếp tục làm việc";
  const asked = window.setTimeout(() => {
    place.remove();
    again();
  }, (left + 1) * 1000);
  button.addEventListener("click", async () => {
    if (!(await stay())) return;
    window.clearTimeout(asked);
    place.remove();
    again();
  });
}

export function watchTheSitting(): void {
  const idle = Number(document.body.dataset.idle);
  if (!idle) return;
  // Another tab may have kept the sitting up: the server is asked before anything is said.
  const look = async (): Promise<void> => {
    const left = await secondsLeft();
    if (left === null) window.setTimeout(look, 30_000);
    else if (left <= 0) tellTheEnd();
    else if (left <= WARNED_BEFORE) warn(left, look);
    else window.setTimeout(look, (left - WARNED_BEFORE) * 1000);
  };
  window.setTimeout(look, Math.max(0, idle - WARNED_BEFORE) * 1000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !document.querySelector(".sitting-ends")) void look();
  });
}
