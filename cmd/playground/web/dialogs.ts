import type { Edited, Explained } from "./answers.ts";
import { find, make } from "./dom.ts";
import { narrow } from "./narrow.ts";

// diffLines are the lines of a unified diff. The signs at their starts say the same as
// the colours.
function diffLines(lines: string[]): HTMLElement[] {
  const kinds: Record<string, string> = { "+": "added", "-": "removed", "@": "hunk" };
  return narrow(lines).map((line) => make("span", { class: /^(\+\+\+|---) /.test(line) ? "file" : (kinds[line[0] ?? ""] ?? "") }, line + "\n"));
}

// ends end the wait for a dialog. Its event "close" may come late, when the dialog is open
// for the next time: it is no answer then.
const ends = new WeakMap<HTMLDialogElement, () => void>();

// shown shows a dialog and waits until it is closed, for the value of the button.
function shown(dialog: HTMLDialogElement): Promise<string> {
  ends.get(dialog)?.();
  dialog.returnValue = "";
  dialog.showModal();
  dialog.scrollTop = 0;
  return new Promise((resolve) => {
    const closed = () => {
      if (!dialog.open) end();
    };
    const end = () => {
      dialog.removeEventListener("close", closed);
      ends.delete(dialog);
      resolve(dialog.returnValue);
    };
    dialog.addEventListener("close", closed);
    ends.set(dialog, end);
  });
}

// explain shows the page of a rule.
export async function explain(rule: Explained): Promise<void> {
  const dialog = find("explain", HTMLDialogElement);
  find("explain-title", HTMLElement).textContent = `${rule.rule} ${rule.name}`;
  find("explain-text", HTMLElement).replaceChildren(
    make("p", {}, make("span", { class: `badge ${rule.severity}` }, rule.severity), ` Fix: ${rule.fix}.`),
    make("p", {}, make("strong", {}, rule.summary)),
    ...rule.why.map((p) => make("p", {}, p)),
    make("h3", {}, "Bad (−) and good (+)"),
    make("pre", { class: "diff", tabindex: "0", role: "group", "aria-label": "Bad and good" }, ...diffLines(rule.diff)),
  );
  await shown(dialog);
}

// confirmed shows what an edit would change, and tells whether the person takes it.
export async function confirmed(title: string, edit: Edited): Promise<boolean> {
  const list = (lines: string[], name: string) => (lines.length === 0 ? [] : [make("h3", {}, name), make("ul", {}, ...lines.map((line) => make("li", {}, line)))]);
  find("diff-title", HTMLElement).textContent = title;
  find("diff-text", HTMLElement).replaceChildren(
    ...(edit.changed ? [] : [make("p", {}, "Nothing would change.")]),
    ...list(edit.done, "Changes"),
    ...list(edit.notes, "Notes"),
    ...(edit.changed ? [make("h3", {}, "Difference"), make("pre", { class: "diff", tabindex: "0", role: "group", "aria-label": "Difference" }, ...diffLines(edit.diff))] : []),
  );
  find("take", HTMLButtonElement).hidden = !edit.changed;
  return (await shown(find("diff", HTMLDialogElement))) === "take";
}
