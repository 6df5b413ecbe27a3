package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// hostileLists are lists of sites with a text in each place that a list has. In CSV the
// text is quoted as CSV wants it, in YAML as JSON does; ${TEXT} is the text, too.
func hostileLists(text string) map[string]string {
	lists := map[string]string{}
	add := func(ending, value string, all ...string) {
		for _, list := range all {
			lists[fmt.Sprintf("list%02d.%s", len(lists), ending)] = strings.ReplaceAll(list, "TEXT", value)
		}
	}
	add("yaml", jsonString(text),
		"sites:\n  a: { proxy-url: TEXT }\n  b: { proxy-url: none }\n",
		"sites:\n  TEXT: { proxy-url: none }\n",
		"defaults: { proxy-url: TEXT, no-proxy: TEXT, modules: [TEXT], upstream-protocol: TEXT }\nsites: { a: {} }\n",
		"sites: { a: { proxy-url: 'http://localhost:1', no-proxy: TEXT } }\n",
		"sites: { a: { proxy-url: 'http://localhost:1', modules: [TEXT] } }\n",
		"manifest: TEXT\nsites: { a: { proxy-url: none } }\n",
		"output: TEXT\nsites: { a: { proxy-url: none } }\n",
		"deployment: { id: TEXT, target-condition: TEXT, labels: { TEXT: TEXT } }\nsites: { a: { proxy-url: none } }\n",
		"deployment: { id: \"x-{site}\", target-condition: \"tags.a='b'\", labels: { TEXT: TEXT } }\nsites: { a: { proxy-url: 'http://localhost:1' }, b: { proxy-url: none } }\n",
		"TEXT: 1\nsites: TEXT\n", "sites: [TEXT]\n", "sites: { a: TEXT }\n", "sites: { a: { proxy-url: TEXT, proxy-url: TEXT } }\n")
	add("yaml", text, "sites:\n  a: { proxy-url: TEXT }\n", "sites:\n  a: { proxy-url: none }\nTEXT\n", "sites:\n  a: { proxy-url: 'http://localhost:1' } # TEXT\n")
	add("yaml", "${TEXT}",
		"sites: { a: { proxy-url: '${TEXT}', no-proxy: '${TEXT}', overrides: { id: '${TEXT}' } } }\n",
		"deployment: { id: '${TEXT}', target-condition: \"tags.a='${TEXT}'\", labels: { a: '${TEXT}' } }\nsites: { a: { proxy-url: 'http://u:${TEXT}@p:1', modules: ['${TEXT}'] } }\n")
	add("csv", `"`+strings.ReplaceAll(text, `"`, `""`)+`"`,
		"site,proxy-url\na,TEXT\n", "site,proxy-url\nTEXT,none\n", "site,proxy-url,TEXT\na,none,x\n", "site,proxy-url\na,TEXTx\n",
		"site,proxy-url,upstream-protocol,modules,no-proxy,target-condition\na,http://p:1,TEXT,TEXT,TEXT,TEXT\n")
	return lists
}

// siteRuns are runs that only read: nothing of a list may get out of them by accident.
func siteRuns(list string) [][]string {
	return [][]string{
		{"apply", "--sites", list, "--out", "out", "--check", "a.json"}, {"apply", "--sites", list, "--out", "out", "--diff", "--group", "b.json"},
		{"lint", "--sites", list, "a.json"}, {"lint", "--sites", list, "--format", "json", "b.json"}, {"lint", "--sites", list, "--format", "html", "a.json"},
	}
}

// TestSecretInSites puts addresses wherever a list of sites may hold one.
func TestSecretInSites(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, "a.json", fixture(t, "bare.json"))
	writeText(t, "b.json", fixture(t, "behind.json"))
	for _, url := range secretURLs {
		for name, list := range hostileLists(url) {
			writeText(t, name, list)
			checkSecret(t, "", map[string]string{"TEXT": url}, siteRuns(name))
		}
	}
	checkSecret(t, "", nil, [][]string{{"init", "--azure", "--github", "."}})
	for _, name := range []string{".edgeproxy.yaml", "azure-pipelines.yml", ".github/workflows/edgeproxy.yml"} {
		if found := leak(output{stdout: readText(t, name)}); found != "" {
			t.Errorf("%s holds the secret: %q", name, found)
		}
	}
}

// TestHostileSites does the same with a text that gives orders.
func TestHostileSites(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, "a.json", fixture(t, "bare.json"))
	writeText(t, "b.json", fixture(t, "behind.json"))
	for _, text := range []string{evil, "http://p/" + evil} {
		for name, list := range hostileLists(text) {
			writeText(t, name, list)
			for _, args := range siteRuns(name) {
				out := runHere("", map[string]string{"TEXT": text}, args...)
				checkHarmless(t, fmt.Sprintf("%q of %q stdout", args, list), out.stdout, "")
				checkHarmless(t, fmt.Sprintf("%q of %q stderr", args, list), out.stderr, "")
			}
		}
	}
	if paths.Exists("out") {
		t.Error("a run that only reads has written")
	}
}
