// What esbuild makes of imports that are no TypeScript.

declare module "*.json" {
  const text: string;
  export default text;
}

// wasm_exec.js of the Go distribution defines the global Go.
declare module "wasm_exec" {}

declare class Go {
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
}
