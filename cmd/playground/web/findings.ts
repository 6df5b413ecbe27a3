import type { Finding, Linted, Module, Span } from "./answers.ts";
import { button, count, find, make } from "./dom.ts";

// mostListed bounds the list: a browser becomes slow with more.
const mostListed = 300;

export interface Acts {
  go(span: Span): void;
  explain(rule: string): void;
  fix(finding: number): void;
}

const nouns = { error: "error", warning: "warning", info: "information" };

// summary is like "2 errors and 1 warning".
export function summary(findings: Finding[]): string {
  const parts = (["error", "warning", "info"] as const).flatMap((severity) => {
    const n = findings.filter((f) => f.severity === severity).reduce((sum, f) => sum + f.count, 0);
    return n === 0 ? [] : [count(n, nouns[severity])];
  });
  return parts.length === 0 ? "No findings" : parts.join(", ").replace(/, ([^,]*)$/, " and $1");
}

// listFindings shows the findings as a list: each leads to its place, to the page of its
// rule and, if it has one, to its fix.
export function listFindings(list: HTMLElement, findings: Finding[], acts: Acts): void {
  const items = findings.slice(0, mostListed).map((f, i) => item(f, i, acts));
  if (findings.length > mostListed) items.push(make("li", { class: "more" }, `and ${findings.length - mostListed} more, which are underlined in the text`));
  list.replaceChildren(...items);
}

function item(f: Finding, number: number, acts: Acts): HTMLElement {
  const place = `line ${f.line}, column ${f.column}`;
  const buttons = make("div", { class: "acts" }, button(`Explain ${f.rule}`, () => acts.explain(f.rule), { "aria-haspopup": "dialog" }));
  if (f.fix) buttons.append(button("Fix…", () => acts.fix(number), { "aria-haspopup": "dialog", "aria-label": `Fix: ${f.fix}`, title: f.fix }));
  const head = make("div", { class: "head" }, make("span", { class: `badge ${f.severity}` }, f.severity), button(`${place}`, () => acts.go(f.span), { class: "place" }));
  const li = make("li", { class: f.severity }, head, make("p", { class: "message" }, f.message));
  if (f.help) li.append(make("details", {}, make("summary", {}, "What to do"), make("p", {}, f.help)));
  for (const r of f.related) li.append(make("p", { class: "related" }, button(`line ${r.line}`, () => acts.go(r.span), { class: "place" }), " ", r.message));
  li.append(buttons);
  return li;
}

// listModules shows what each module would use on the device.
export function listModules({ modules }: Linted): void {
  const from = (value: string, source?: string) => (value ? [value, ...(source && source !== "env" ? [make("small", {}, ` from ${source}`)] : [])] : [make("span", { class: "none" }, "none")]);
  const row = (m: Module) =>
    make("tr", {}, make("th", { scope: "row" }, m.module), make("td", {}, ...from(m.httpsProxy, m.httpsProxyFrom)), make("td", {}, ...from(m.upstreamProtocol, m.upstreamProtocolFrom)));
  find("modules", HTMLElement).hidden = modules.length === 0;
  find("module-rows", HTMLElement).replaceChildren(...modules.slice(0, mostListed).map(row));
}
