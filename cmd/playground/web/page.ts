// The page: an editor, what the linter says of its text, and what a fix or a proxy would
// change. Nothing that a person enters leaves the page.
import type { Answer, Edited, Explained, Finding, Linted, Problem, Question, Reported, Settings } from "./answers.ts";
import { Client } from "./client.ts";
import { confirmed, explain } from "./dialogs.ts";
import { find } from "./dom.ts";
import { Editor } from "./editor.ts";
import { examples } from "./examples.ts";
import { acceptFiles, save } from "./files.ts";
import { listFindings, listModules, summary } from "./findings.ts";

const pause = 150; // milliseconds without a change after which the text is checked
const patience = 500; // milliseconds after which a check that is not done is told

const client = new Client();
const status = find("status", HTMLElement);
const results = find("results", HTMLElement);
const fileName = find("name", HTMLInputElement);
const fields = {
  proxyUrl: find("proxy-url", HTMLInputElement),
  upstreamProtocol: find("protocol", HTMLSelectElement),
  noProxy: find("no-proxy", HTMLInputElement),
  modules: find("module-names", HTMLInputElement),
};

const editor = new Editor(find("editor", HTMLElement), () => later());
let found: Finding[] = [];
let asked = 0; // counts the texts that were checked or wait to be
let timer: ReturnType<typeof setTimeout> | undefined;
let checking = false;

function later(): void {
  asked++;
  results.setAttribute("aria-busy", "true");
  clearTimeout(timer);
  timer = setTimeout(() => void check(), pause);
}

function question(ask: Question["ask"]): Question {
  const settings: Settings = { proxyUrl: fields.proxyUrl.value, upstreamProtocol: fields.upstreamProtocol.value, noProxy: fields.noProxy.value, modules: fields.modules.value };
  return { ask, name: fileName.value, text: editor.text(), settings };
}

// check lints the text. What it finds is shown only if the text is still the same;
// otherwise it is checked again.
async function check(): Promise<void> {
  if (checking) return; // it looks again at its end
  checking = true;
  const number = asked;
  const slow = setTimeout(() => (status.textContent = "Checking…"), patience);
  try {
    const answer = await client.ask<Linted>(question("lint"));
    if (number === asked) show(answer);
  } catch (error) {
    status.textContent = "Not checked";
    status.className = "warning";
    tell(error);
  } finally {
    clearTimeout(slow);
    checking = false;
    if (number !== asked) void check();
    else results.setAttribute("aria-busy", "false");
  }
}

function show(answer: Linted): void {
  found = answer.findings;
  editor.mark(found);
  listFindings(find("findings", HTMLElement), found, acts);
  listModules(answer);
  status.textContent = summary(found);
  status.className = found.find((f) => f.severity === "error") ? "error" : found.length > 0 ? "warning" : "good";
  complain(answer.problems);
  find("fix", HTMLButtonElement).disabled = !found.some((f) => f.fix);
}

// complain shows problems with the fields beside them, and returns the others.
function complain(problems: Problem[]): Problem[] {
  for (const [name, input] of Object.entries(fields)) {
    const message = problems.find((p) => p.field === name)?.message ?? "";
    find(`${input.id}-problem`, HTMLElement).textContent = message;
    input.setAttribute("aria-invalid", String(message !== ""));
  }
  return problems.filter((p) => p.field === "");
}

function tell(error: unknown): void {
  find("error", HTMLElement).textContent = error instanceof Error ? error.message : String(error);
}

// answered asks, and shows the problems if there is no answer.
async function answered<A extends Answer>(q: Question): Promise<A | undefined> {
  tell("");
  try {
    const answer = await client.ask<A>(q);
    if (answer.problems.length === 0) return answer;
    const others = complain(answer.problems);
    tell(others.map((p) => p.message).join("; "));
    if (others.length < answer.problems.length) Object.values(fields).find((f) => f.getAttribute("aria-invalid") === "true")?.focus();
  } catch (error) {
    tell(error);
  }
  return undefined;
}

// propose shows what an edit would change, and makes it if the person agrees.
async function propose(title: string, q: Question): Promise<void> {
  const edit = await answered<Edited>(q);
  if (edit && (await confirmed(title, edit))) {
    editor.replace(edit.text);
    editor.focus();
  }
}

const acts = {
  go: editor.go.bind(editor),
  fix: (finding: number) => void propose("Fix", { ...question("fix"), finding }),
  explain: async (rule: string) => {
    const page = await answered<Explained>({ ask: "explain", rule });
    if (page) await explain(page);
  },
};

const choice = find("example", HTMLSelectElement);

function open(name: string, text: string, example = ""): void {
  tell("");
  choice.value = example;
  fileName.value = name;
  editor.open(text);
}

choice.append(new Option("none", ""), ...examples.map((e) => new Option(e.title, e.file)));
function openExample(): void {
  const e = examples.find((e) => e.file === choice.value);
  open(e?.file ?? "deployment.json", e?.text ?? "", e?.file);
}
choice.addEventListener("change", openExample);
acceptFiles(open, tell);
find("save", HTMLButtonElement).addEventListener("click", () => save(fileName.value || "deployment.json", editor.text(), "application/json"));
find("report", HTMLButtonElement).addEventListener("click", async () => {
  const answer = await answered<Reported>(question("report"));
  if (answer) save("report.html", answer.html, "text/html");
});
find("fix", HTMLButtonElement).addEventListener("click", () => void propose("Fix all", question("fix")));
find("settings", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  void propose("Set the proxy", question("apply"));
});
find("settings", HTMLFormElement).addEventListener("input", later);
fileName.addEventListener("input", later);
choice.value = examples[0]!.file;
openExample();
if (location.protocol === "file:") tell('browsers start no worker from the disk: run "python3 -m http.server" in this folder, and open http://localhost:8000');
