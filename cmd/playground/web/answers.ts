// The questions and answers of package desk, which runs in the worker as WASM.

export interface Settings {
  proxyUrl: string;
  upstreamProtocol: string;
  noProxy: string;
  modules: string;
}

export interface Question {
  ask: "lint" | "fix" | "apply" | "explain" | "report";
  name?: string;
  text?: string;
  settings?: Settings;
  finding?: number | null;
  rule?: string;
}

export interface Problem {
  field: keyof Settings | "";
  message: string;
}

// Span is a part of the text, in UTF-16 code units of the text as it is in the file.
export interface Span {
  from: number;
  to: number;
}

export type Severity = "error" | "warning" | "info";

export interface Finding {
  rule: string;
  name: string;
  severity: Severity;
  module: string;
  message: string;
  help: string;
  fix: string;
  count: number;
  span: Span;
  line: number;
  column: number;
  related: { message: string; span: Span; line: number }[];
}

export interface Module {
  deployment?: string;
  module: string;
  httpsProxy: string;
  httpsProxyFrom?: string;
  upstreamProtocol: string;
  upstreamProtocolFrom?: string;
  noProxy: string;
}

export interface Answer {
  problems: Problem[];
}

export interface Linted extends Answer {
  findings: Finding[];
  modules: Module[];
}

export interface Edited extends Answer {
  text: string;
  changed: boolean;
  done: string[];
  notes: string[];
  diff: string[];
}

export interface Explained extends Answer {
  rule: string;
  name: string;
  severity: Severity;
  fix: string;
  summary: string;
  why: string[];
  diff: string[];
}

export interface Reported extends Answer {
  html: string;
}
