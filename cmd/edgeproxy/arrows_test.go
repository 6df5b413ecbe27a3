package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// floors are the packages of the house, from the ground up. A package imports
// packages of lower floors only.
var floors = [...]string{
	"manifest/text manifest/secret manifest/spreadsheet schemas lint/report/plain examples",
	"manifest/placeholder lint/report/webpage manifest/fleet/condition manifest/device/toml manifest/device/unit manifest/device/overlay manifest/device/script",
	"manifest/jsontree manifest/proxy",
	"manifest manifest/device",
	"manifest/endpoints manifest/overview manifest/device/edit manifest/sites manifest/fleet",
	"lint/check",
	"lint/structure lint/yamlfile",
	"lint/rules",
	"lint",
	"lint/sitesfile lint/config lint/baseline lint/report lint/page lint/probe",
	"lint/fleet lint/probe/dial",
	"lint/project/paths lint/project/internal/workers",
	"lint/project/atomicfile lint/project/gitrev",
	"lint/project lint/lsp/internal/protocol",
	"lint/lsp/internal/buffer",
	"lint/lsp lint/project/starter cmd/playground/internal/desk",
	"cmd/edgeproxy/internal/build cmd/edgeproxy/internal/prober cmd/edgeproxy/internal/commandline cmd/edgeproxy/internal/console cmd/edgeproxy/internal/interrupt cmd/edgeproxy/internal/table",
	"cmd/edgeproxy/internal/changes cmd/edgeproxy/internal/flags cmd/edgeproxy/internal/help cmd/edgeproxy/internal/remarks",
	"cmd/edgeproxy/internal/wording cmd/edgeproxy/internal/prober/answer",
	"cmd/edgeproxy cmd/edgeproxy/edgeproxy-probe",
}

// TestFloors: arrows run down only, and every package has its floor.
func TestFloors(t *testing.T) {
	const module = "github.com/iotedge-tools/edgeproxy/"
	floorOf := func(pkg string) int {
		return slices.IndexFunc(floors[:], func(floor string) bool { return slices.Contains(strings.Fields(floor), pkg) })
	}
	cmd := exec.Command("go", "list", "-buildvcs=false", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		names := strings.Fields(line)
		pkg := strings.TrimPrefix(names[0], module)
		floor := floorOf(pkg)
		if floor < 0 {
			t.Errorf("%s has no floor: give it one in floors", pkg)
			continue
		}
		for _, name := range names[1:] {
			if below, ours := strings.CutPrefix(name, module); ours && floorOf(below) >= floor {
				t.Errorf("%s imports %s, which is not below it", pkg, below)
			}
		}
	}
}

// TestArrows keeps everything that belongs to a command line out of the
// libraries, and what a package does not need to know out of it.
func TestArrows(t *testing.T) {
	const module = "github.com/iotedge-tools/edgeproxy/"
	for _, test := range []struct {
		pkg       string
		forbidden []string
	}{
		{"./manifest", []string{module + "lint", module + "schemas", module + "cmd", "spf13", "x/term", "runewidth", "santhosh-tekuri", "goccy", "doublestar", "renameio", "rogpeppe", "net/http", "\nos/exec\n", "\nflag\n"}},
		{"./manifest/endpoints", []string{module + "lint", module + "schemas", module + "cmd", "spf13", "x/term", "runewidth", "net/http", "\nnet\n", "\nflag\n"}},
		{"./manifest/device", []string{module + "lint", module + "schemas", module + "cmd", "spf13", "x/term", "net/http", "\nos/exec\n", "\nflag\n"}},
		{"./manifest/fleet", []string{module + "lint", module + "schemas", module + "cmd", "spf13", "x/term", "runewidth", "net/http", "\nnet\n", "\nflag\n"}},
		{"./lint/fleet", []string{module + "lint/project", module + "lint/config", module + "cmd", "spf13", "x/term", "net/http", "\nos/exec\n", "\nflag\n"}},
		{"./manifest/secret", []string{"\nos\n", "tidwall"}},
		{"./manifest/proxy", []string{"tidwall", "jsontext"}},
		{"./schemas", []string{module + "lint", module + "manifest", module + "cmd", "spf13", "x/term", "santhosh-tekuri", "net/http"}},
		{"./lint", []string{module + "lint/project", module + "cmd", "spf13", "x/term", "net/http", "\nos/exec\n"}},
		{"./lint/report", []string{module + "lint/project", module + "lint/config", module + "cmd", "spf13", "x/term", "net/http", "\nos/exec\n"}},
		{"./lint/config", []string{module + "lint/project", module + "lint/report", module + "cmd", "spf13", "x/term", "net/http", "\nos/exec\n"}},
		{"./lint/baseline", []string{module + "lint/project", module + "lint/report", module + "cmd", "spf13", "x/term", "net/http", "\nos/exec\n"}},
		{"./lint/probe", []string{module + "lint/project", module + "cmd", "spf13", "x/term", "\nnet\n", "\nos/exec\n"}},
		{"./lint/probe/dial", []string{module + "lint/project", module + "cmd", "spf13", "x/term", "\nnet/http\n", "\nos/exec\n"}},
		{"./cmd/edgeproxy/edgeproxy-probe", []string{module + "lint/project", module + "lint/rules", "spf13", "x/term"}},
		{"./cmd/edgeproxy", []string{module + "lint/probe/dial", "\ncrypto/tls\n", "\ncrypto/x509\n", "\nnet/http\n"}},
		{"./cmd/playground/internal/desk", []string{module + "lint/project", module + "lint/config", module + "lint/lsp", module + "cmd/edgeproxy", "spf13", "x/term", "goccy", "doublestar", "net/http", "\nos/exec\n", "\nflag\n"}},
		{"./lint/lsp", []string{module + "cmd", module + "lint/probe", "spf13", "x/term", "\nnet\n", "\nflag\n"}},
		{"./lint/project/...", []string{module + "cmd", "spf13", "x/term", "net/http", "\nflag\n"}},
	} {
		cmd := exec.Command("go", "list", "-buildvcs=false", "-deps", test.pkg)
		cmd.Dir = "../.."
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list -deps %s: %v", test.pkg, err)
		}
		for _, word := range test.forbidden {
			if strings.Contains("\n"+string(out), word) {
				t.Errorf("%s depends on %s", test.pkg, strings.TrimSpace(word))
			}
		}
	}
}

// filesOfCallers read files through an fs.FS of their caller.
var filesOfCallers = []string{"manifest/device", "manifest/device/edit", "manifest/device/overlay"}

// TestNoFiles: what judges a document reads no file, so that a page and an editor
// can use it.
func TestNoFiles(t *testing.T) {
	cmd := exec.Command("go", "list", "-buildvcs=false", "-f", `{{.ImportPath}}:{{range .Imports}} {{.}} {{end}}`,
		"./manifest/...", "./schemas", "./lint", "./lint/check", "./lint/rules", "./lint/structure", "./lint/report/...", "./lint/page")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		for _, word := range []string{" os ", " os/exec ", " io/fs ", " net ", " net/http ", " syscall ", " time "} {
			pkg, _, _ := strings.Cut(line, ":")
			given := word == " io/fs " && slices.Contains(filesOfCallers, strings.TrimPrefix(pkg, "github.com/iotedge-tools/edgeproxy/")) ||
				word == " time " && strings.HasSuffix(pkg, "/manifest/device/overlay") // in the signature of fs.FileInfo
			if strings.Contains(line, word) && !given {
				t.Errorf("%s imports%s", line[:strings.Index(line, ":")], word)
			}
		}
	}
}
