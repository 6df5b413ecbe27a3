import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import type { Finding, Span } from "./answers.ts";
import { colours, look } from "./look.ts";

// mostMarks bounds the underlined findings: the list beside the editor has more.
const mostMarks = 1000;

// Editor is the text that is edited. It keeps every byte of a file that it shows: line
// endings, too, which CodeMirror counts as one unit each and a file as one or two.
export class Editor {
  private readonly view: EditorView;
  private crlf = false;

  constructor(
    host: HTMLElement,
    private readonly changed: () => void,
  ) {
    // In a shadow root the styles of CodeMirror are no <style> elements, which the
    // Content-Security-Policy of the page does not allow.
    const root = host.attachShadow({ mode: "open" });
    this.view = new EditorView({ parent: root, root, state: this.state("") });
  }

  private state(text: string): EditorState {
    // A file with mixed line endings keeps its CRs as characters that can be seen.
    this.crlf = text.includes("\r\n") && !/[^\r]\n|^\n|\r(?!\n)/.test(text);
    return EditorState.create({ doc: text, extensions: [EditorState.lineSeparator.of(this.crlf ? "\r\n" : "\n"), extensions, EditorView.updateListener.of((u) => u.docChanged && this.changed())] });
  }

  // open shows another file. There is nothing to undo in it yet.
  open(text: string): void {
    this.view.setState(this.state(text));
    this.changed();
  }

  // text is what stands in the editor, byte for byte as it goes into a file.
  text(): string {
    return this.view.state.sliceDoc();
  }

  // replace takes another version of the text, as a change that can be undone. Only what
  // differs is replaced, so that the cursor stays where it is.
  replace(text: string): void {
    const old = this.text();
    let from = 0;
    while (from < old.length && old[from] === text[from]) from++;
    let end = 0;
    while (end < Math.min(old.length, text.length) - from && old.at(-1 - end) === text.at(-1 - end)) end++;
    const insert = this.view.state.toText(text.slice(from, text.length - end));
    const place = this.places([{ from, to: old.length - end }], old)[0]!;
    this.view.dispatch({ changes: { ...place, insert }, selection: { anchor: place.from }, scrollIntoView: true, userEvent: "input" });
  }

  // mark underlines findings in the text that they were found in.
  mark(findings: Finding[]): void {
    const marked = findings.slice(0, mostMarks);
    const places = this.places(marked.map((f) => f.span));
    const diagnostics = marked.map(
      (f, i): Diagnostic => ({ ...places[i]!, severity: f.severity, source: `${f.rule} ${f.name}`, message: f.message }),
    );
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  // go puts the cursor at a place and shows it.
  go(span: Span): void {
    const { from, to } = this.places([span])[0]!;
    this.view.dispatch({ selection: { anchor: from, head: Math.min(to, this.view.state.doc.lineAt(from).to) }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    this.view.focus();
  }

  focus(): void {
    this.view.focus();
  }

  // places turns units of the file into places of CodeMirror.
  private places(spans: Span[], text = this.crlf ? this.text() : ""): Span[] {
    const length = this.view.state.doc.length;
    const ends = spans.flatMap((s) => [s.from, s.to]).sort((a, b) => a - b);
    const moved = new Map<number, number>();
    let endings = 0;
    let next = this.crlf ? text.indexOf("\r\n") : -1;
    for (const end of ends) {
      for (; next >= 0 && next + 2 <= end; next = text.indexOf("\r\n", next + 2)) endings++;
      moved.set(end, Math.min(end - endings, length));
    }
    return spans.map((s) => ({ from: moved.get(s.from)!, to: moved.get(s.to)! }));
  }
}

const extensions: Extension = [
  lineNumbers(),
  foldGutter(),
  lintGutter(),
  highlightSpecialChars({ addSpecialChars: /[\r\u202a-\u202e\u2066-\u2069]/ }),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  history(),
  drawSelection(),
  bracketMatching(),
  indentUnit.of("  "),
  json(),
  syntaxHighlighting(colours),
  look,
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ "aria-label": "Deployment manifest", tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
  keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, ...lintKeymap]),
];
