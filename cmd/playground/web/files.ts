import { find } from "./dom.ts";

// mostBytes is what the linter reads at most (manifest.MaxSize).
const mostBytes = 16 * 1024 * 1024;

// read reads a file that a person has chosen. Every byte of it must be kept, so that a
// text in another encoding than UTF-8 is refused.
async function read(file: File): Promise<string> {
  if (file.size > mostBytes) throw new Error(`${file.name} has ${file.size} bytes: expected at most ${mostBytes}`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
  } catch {
    throw new Error(`${file.name} is no text in UTF-8: save it as UTF-8 first`);
  }
}

// acceptFiles lets people open a file: by the button, and by dropping it anywhere.
export function acceptFiles(open: (name: string, text: string) => void, refuse: (error: unknown) => void): void {
  const take = (file: File | null | undefined) => file && read(file).then((text) => open(file.name, text), refuse);
  const input = find("file", HTMLInputElement);
  find("open", HTMLButtonElement).addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    take(input.files?.[0]);
    input.value = ""; // the same file may be opened again
  });
  const drop = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.stopPropagation();
    document.body.classList.toggle("dropping", event.type === "dragover");
    if (event.type === "drop") take(event.dataTransfer.files[0]);
  };
  for (const type of ["dragover", "drop", "dragleave"] as const) addEventListener(type, drop, true); // before the editor, which would insert the text
}

// save gives a text to the person as a file.
export function save(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
