//go:build browser

package browsertest

import (
	"os"
	"path/filepath"
)

// axe is the program of the checks, in the folder of a package of the module, or "".
func axe() string {
	dir, _ := os.Getwd()
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		text, err := os.ReadFile(filepath.Join(dir, "cmd/playground/node_modules/axe-core/axe.min.js"))
		if err == nil {
			return string(text)
		}
	}
	return ""
}

// report lists the violations that axe has found, with the elements.
const report = `axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.html.slice(0, 200) + " " + (n.any[0] ?? n.all[0] ?? n.none[0])?.message)).join("\n"))`

// Accessible fails the test if axe finds a fault for people who use a screen reader or
// the keyboard, or who see little contrast, in the page as it is now.
func (p *Page) Accessible(state string) {
	p.t.Helper()
	program := axe()
	if program == "" {
		p.t.Fatal("axe-core is not there: run .ci/browser once, which installs it")
	}
	p.Script(program)
	if faults := Eval[string](p, report); faults != "" {
		p.t.Errorf("%s: faults that axe has found:\n%s", state, faults)
	}
}
