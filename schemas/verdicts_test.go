package schemas_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// All verdicts of these tests can be written to a file, to be compared with
// those of another validator: .ci/ajv does so.
var (
	verdictsFile = flag.String("verdicts", "", "write the verdicts of all tests to this `FILE`")
	corpus       = flag.String("corpus", "", "also judge the *.json files in this `FOLDER`")
)

// verdict is what a schema says of a document.
type verdict struct {
	Test     string `json:"test"`
	Schema   string `json:"schema"` // with the fragment, if it is a part of a schema
	Document any    `json:"document"`
	Valid    bool   `json:"valid"`
}

var verdicts struct {
	sync.Mutex
	list []verdict
}

func record(t *testing.T, schema string, doc any, valid bool) {
	if *verdictsFile == "" {
		return
	}
	verdicts.Lock()
	defer verdicts.Unlock()
	verdicts.list = append(verdicts.list, verdict{t.Name(), schema, doc, valid})
}

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if *verdictsFile != "" && code == 0 {
		if err := writeVerdicts(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

func writeVerdicts() error {
	text, err := json.Marshal(verdicts.list)
	if err != nil {
		return err
	}
	return os.WriteFile(*verdictsFile, text, 0o644)
}

// namedSchema is a compiled schema.
type namedSchema struct {
	name string
	*jsonschema.Schema
}

func compileAll(t *testing.T, names ...string) (compiled []namedSchema) {
	t.Helper()
	for _, name := range names {
		compiled = append(compiled, namedSchema{name, compile(t, name)})
	}
	return compiled
}

// manifestSchemas compiles the schemas that a manifest may be held to.
func manifestSchemas(t *testing.T) []namedSchema {
	t.Helper()
	return compileAll(t, "deployment", "layered", "template", "configuration")
}

// accepting lists the schemas that accept a document.
func accepting(t *testing.T, doc any, among []namedSchema) (names []string) {
	t.Helper()
	for _, schema := range among {
		if len(complaints(t, schema.Schema, doc)) == 0 {
			names = append(names, schema.name)
		}
	}
	return names
}

// TestExampleManifests holds the example manifests to the schemas: each is
// valid as what it is, whatever the linter has to say of its proxy.
func TestExampleManifests(t *testing.T) {
	among := manifestSchemas(t)
	for name, want := range map[string]string{
		"behind-proxy":   "deployment",
		"configuration":  "configuration",
		"credentials":    "deployment",
		"layered":        "layered",
		"overridden":     "deployment",
		"scaffold":       "deployment",
		"template":       "template",
		"wrong-protocol": "deployment",
	} {
		t.Run(name, func(t *testing.T) {
			text := example(t, name+".json")
			if valid := accepting(t, decode(t, text), among); !slices.Contains(valid, want) {
				t.Errorf("it is valid as %q, want %s", valid, want)
			}
		})
	}
}

// TestExampleReports holds the reports of the example manifests to their schema.
func TestExampleReports(t *testing.T) {
	for _, name := range []string{"behind-proxy.json", "overridden.json", "wrong-protocol.json"} {
		text := []byte(example(t, name))
		file := report.Locate(name, text, lint.Source(text, lint.Options{}))
		var out bytes.Buffer
		if err := report.JSON(&out, &report.Run{Files: []report.File{file}}, report.Options{}); err != nil {
			t.Fatal(err)
		}
		for _, c := range complaints(t, compile(t, "report"), decode(t, out.String())) {
			t.Errorf("%s: %s", name, c)
		}
	}
}

// TestExampleConfig holds the example configuration to its schema.
func TestExampleConfig(t *testing.T) {
	for _, c := range complaints(t, compile(t, "config"), decodeYAML(t, example(t, "edgeproxy.yaml"))) {
		t.Error(c)
	}
}

// TestRuleExamples reads the examples of the rules: the good ones follow one
// of the schemas. Those of EP9 are configurations.
func TestRuleExamples(t *testing.T) {
	manifests, config := manifestSchemas(t), compileAll(t, "config")
	for _, rule := range lint.DefaultRules() {
		if rule.Doc.File == check.DeviceFiles || rule.Doc.File == rules.HubFile {
			continue // lint/rules reads the files of devices and of hubs
		}
		t.Run(rule.ID, func(t *testing.T) {
			if !strings.HasPrefix(rule.Doc.Good.Text(), "{") {
				accepting(t, decodeYAML(t, rule.Doc.Bad.Text()), config)
				if len(accepting(t, decodeYAML(t, rule.Doc.Good.Text()), config)) == 0 {
					t.Error("the good example is no configuration")
				}
				return
			}
			if json.Valid([]byte(rule.Doc.Bad.Text())) {
				accepting(t, decode(t, rule.Doc.Bad.Text()), manifests)
			}
			if len(accepting(t, decode(t, rule.Doc.Good.Text()), manifests)) == 0 {
				t.Error("the good example follows none of the schemas")
			}
		})
	}
}

// TestCorpus judges the files of -corpus. There is nothing to expect of them
// but that the other validator agrees.
func TestCorpus(t *testing.T) {
	if *corpus == "" {
		return
	}
	files, err := filepath.Glob(filepath.Join(*corpus, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no *.json files in %s", *corpus)
	}
	among := manifestSchemas(t)
	unreadable := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(text) {
			unreadable++ // comments and the like: no JSON for any validator
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			accepting(t, decode(t, string(text)), among)
		})
	}
	t.Logf("%d of %d files are no JSON", unreadable, len(files))
}

func decodeYAML(t *testing.T, text string) any {
	t.Helper()
	converted, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, string(converted))
}

func example(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "examples", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
