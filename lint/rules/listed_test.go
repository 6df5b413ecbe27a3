package rules_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// TestEveryRuleIsListed: a rule that was written and not put into All would
// never run, and nothing else would notice.
func TestEveryRuleIsListed(t *testing.T) {
	listed := map[string]bool{}
	for _, r := range rules.All() {
		listed[r.ID] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\bID:\s*"(EP\d+)"`).FindAllSubmatch(text, -1) {
			if id := string(m[1]); !listed[id] {
				t.Errorf("rule %s of %s is not in All (all.go)", id, file)
			}
		}
	}
}
