package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// secretURLs are proxy addresses, right and wrong, whose password holds
// "s3cr3t" and ends in "t4il".
var secretURLs = []string{
	"http://user:s3cr3tt4il@proxy.example.com:3128",
	"http://user:s3cr3t@t4il@proxy.example.com:3128",
	"http://user:s3cr3t:t4il@proxy.example.com:3128",
	"http://user:s3cr3t/t4il@proxy.example.com:3128",
	"http://user:s3cr3t#t4il@proxy.example.com:3128",
	"http://user:s3cr3t?t4il@proxy.example.com:3128",
	"http://user:s3cr3t%t4il@proxy.example.com:3128",
	"http://user:s3cr3t t4il@proxy.example.com:3128",
	`http://user:s3cr3t\t4il@proxy.example.com:3128`,
	`http://dom\user:s3cr3tt4il@proxy.example.com:3128`,
	"http://user:s3cr3t%20t4il@proxy.example.com",
	"http://user:s3cr3tt4il@proxy.example.com:port",
	"http://user:s3cr3tt4il@[::1:3128",
	"http://user:s3cr3tt4il@",
	"https://user:s3cr3tt4il@proxy.example.com:3128",
	"socks5://user:s3cr3tt4il@proxy.example.com:1080",
	"http:/user:s3cr3t@t4il@proxy.example.com:3128",
	"http//user:s3cr3tt4il@proxy.example.com:3128",
	"user:s3cr3tt4il@proxy.example.com:3128",
	"//user:s3cr3tt4il@proxy.example.com:3128",
	"http://user:s3cr3t\x01t4il@proxy.example.com:3128",
	`http://user:s3cr3t"t4il@proxy.example.com:3128`,
	"http://user:${PASSWORD:-s3cr3tt4il}@proxy.example.com:3128",
	"http://user:s3cr3tt4il@localhost:3128",
	"http%253A//user%253As3cr3tt4il%2540proxy.example.com:3128",
	"http：//user：s3cr3tt4il＠proxy.example.com：3128",
	"http&#58;//user&#58;s3cr3tt4il&commat;proxy.example.com:3128",
}

// leak is the place where an output holds a secret, or "".
func leak(out output) string {
	for _, text := range []string{out.stdout, out.stderr} {
		for _, part := range []string{"s3cr3t", "t4il"} {
			if i := strings.Index(text, part); i >= 0 {
				return text[max(0, i-80):min(len(text), i+80)]
			}
		}
	}
	return ""
}

// checkSecret runs commands none of whose output may hold the secret.
func checkSecret(t *testing.T, stdin string, env map[string]string, runs [][]string) {
	t.Helper()
	for _, args := range runs {
		if found := leak(runHere(stdin, env, args...)); found != "" {
			t.Errorf("%.200q shows the secret: %q", args, found)
		}
	}
}

// lintAll is a run of lint that writes a report in every format.
func lintAll(args ...string) []string {
	all := []string{"lint", "--color", "always"}
	for _, format := range report.Formats() {
		all = append(all, "--report", format+"="+filepath.Join("reports", format))
	}
	return append(all, args...)
}

// checkReports makes sure that no report of lintAll holds the secret.
func checkReports(t *testing.T, args ...string) {
	t.Helper()
	checkSecret(t, "", nil, [][]string{lintAll(args...)})
	for _, format := range report.Formats() {
		text, err := os.ReadFile(filepath.Join("reports", format))
		if err != nil {
			t.Errorf("no report: %v", err)
		} else if found := leak(output{stdout: string(text)}); found != "" {
			t.Errorf("the %s report of %q shows the secret: %q", format, args, found)
		}
	}
	if err := os.RemoveAll("reports"); err != nil {
		t.Fatal(err)
	}
}

// jsonString is s as a string of JSON, and of YAML.
func jsonString(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// TestSecretInManifest puts each address wherever a manifest may hold one.
func TestSecretInManifest(t *testing.T) {
	for _, url := range secretURLs {
		t.Chdir(t.TempDir())
		value := jsonString(url)
		behind := fixture(t, "behind.json")
		places := []string{
			strings.ReplaceAll(behind, `"http://proxy.example.com:3128"`, value),
			strings.Replace(behind, `"http://proxy.example.com:3128"`, value, 1),
			strings.ReplaceAll(behind, `{
                "value": "http://proxy.example.com:3128"
              }`, value),
			strings.ReplaceAll(behind, `"https_proxy"`, `"https_proxy": {"value": `+value+`}, "HTTPS_PROXY"`),
			strings.ReplaceAll(behind, `"https_proxy": {
                "value": "http://proxy.example.com:3128"`, `"http_proxy": {"value": `+value),
			strings.ReplaceAll(behind, `"env": {`, `"https_proxy": `+value+`, "env": {`),
			strings.ReplaceAll(behind, `"env": {`, `"env": {"no_proxy": {"value": `+value+`},`),
			strings.ReplaceAll(behind, `"createOptions": "{}"`, `"createOptions": `+jsonString(`{"Env":[`+jsonString("https_proxy="+url)+`]}`)),
			strings.ReplaceAll(behind, `"registry.example.com/thermometer:2.1"`, value),
			behind[:200] + value + behind[200:],
		}
		for i, text := range places {
			writeText(t, fmt.Sprintf("%02d.json", i), text)
		}
		names := []string{"00.json", "01.json", "02.json", "03.json", "04.json", "05.json", "06.json", "07.json", "08.json", "09.json"}
		with := func(args ...string) []string { return append(args, names...) }
		runs := [][]string{with("show"), with("show", "--format", "json"), with("endpoints"), with("lint", "--diff", proxyArg), {"lint", "--against", "00.json", "01.json"}}
		for _, name := range names {
			runs = append(runs, []string{"endpoints", "--format", "csv", name}, []string{"endpoints", "--format", "json", name}, []string{"endpoints", "--format", "squid", name})
			runs = append(runs, []string{"apply", "--check", proxyArg, name}, []string{"apply", "--diff", "--all-modules", proxyArg, name},
				[]string{"apply", "--check", "--existing", "keep", proxyArg, name}, []string{"apply", "--check", "--existing", "fail", proxyArg, name})
		}
		checkSecret(t, "", nil, runs)
		checkReports(t, with()...)
		checkReports(t, with(proxyArg)...)
	}
}

// TestSecretOnCommandLine gives each address with every flag, right or wrong,
// and in the place of every argument.
func TestSecretOnCommandLine(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, "a.json", fixture(t, "bare.json"))
	writeText(t, "b.json", fixture(t, "behind.json"))
	for _, url := range secretURLs {
		writeText(t, "url.txt", url+"\n")
		runs := [][]string{
			{"apply", "--proxy-url", url, "--check", "a.json", "b.json"}, {"apply", "--proxy-url=" + url, "--diff", "a.json", "b.json"},
			{"apply", "--proxy-url-file", "url.txt", "--check", "a.json"}, {"apply", "--proxy-url", url, "--existing", "keep", "--check", "b.json"},
			{"apply", "--proxy-url", url, "--existing", "fail", "--check", "b.json"}, {"apply", "--proxy-url", url, "nosuch.json"},
			{"apply", "--proxy-url-file", url, "a.json"}, {"apply", url}, {"apply", proxyArg, url}, {"apply", proxyArg, "--check", url, "a.json"},
			{"apply", proxyArg, "--module", url, "a.json"}, {"apply", proxyArg, "--existing", url, "a.json"}, {"apply", proxyArg, "--upstream-protocol", url, "a.json"},
			{"apply", proxyArg, "--max-size", url, "a.json"}, {"apply", proxyArg, "--no-proxy", url, "--all-modules", "--check", "a.json"},
			{"apply", "--proxy", url}, {"apply", "--proxy=" + url}, {"apply", "-proxy-url=" + url}, {"apply", "-p" + url}, {"apply", "--" + url}, {"apply", "-" + url},
			{"endpoints", url}, {"endpoints", "--hub", url, "a.json"}, {"endpoints", "--registry-region", url, "a.json"}, {"endpoints", "--format", url, "a.json"},
			{"show", url}, {"show", "--format", url, "a.json"}, {url}, {"help", url}, {"version", url}, {"rules", url}, {"explain", url}, {"schema", url}, {"completion", url},
			{"config", url}, {"config", "--config", url, "a.json"}, {"--color", url}, {"lint", "--proxy-url", url, "--diff", "a.json"}, {"lint", "--proxy-url-file", url},
			{"lint", "--format", url}, {"lint", "--report", url}, {"lint", "--report", url + "=x"}, {"lint", "--report", "json=a.json/" + url, "a.json"},
			{"lint", "--select", url}, {"lint", "--ignore", url}, {"lint", "--severity", url}, {"lint", "--severity", "EP101=" + url}, {"lint", "--severity", url + "=error"},
			{"lint", "--fail-on", url}, {"lint", "--jobs", url}, {"lint", "--config", url, "a.json"}, {"lint", "--baseline", url, "a.json"},
			{"lint", "--against", url, "a.json"}, {"lint", "--against", "git:" + url, "a.json"}, {"lint", "--stdin-filename", url, "-"}, {"lint", url}, {"lint", "*" + url},
		}
		checkSecret(t, "", nil, runs)
		checkReports(t, url, "a.json")
		if _, err := manifest.ParseProxyURL(url); err == nil {
			checkReports(t, "--proxy-url", url, "a.json", "b.json")
		}
		checkSecret(t, "", map[string]string{flags.ProxyEnv: url}, [][]string{{"apply", "--check", "a.json"}, {"apply", "--diff", "b.json"}, {"lint", "a.json", "b.json"}, {"lint", "--diff", "a.json"}})
		checkSecret(t, url+"\n", nil, [][]string{{"apply", "--proxy-url-file", "-", "--check", "a.json"}, {"apply", proxyArg}, {"show", "-"}, {"lint", "--format", "concise", "-"}, {"lint", "--format", "json", "-"}})
	}
}

// TestSecretInConfiguration puts addresses into the configuration, in the place
// where they belong, and where they do not.
func TestSecretInConfiguration(t *testing.T) {
	for _, i := range []int{0, 1, 7, 13, 16, 18, 20, 22} {
		url := secretURLs[i]
		t.Chdir(t.TempDir())
		writeText(t, "a.json", fixture(t, "bare.json"))
		writeText(t, "b.json", fixture(t, "behind.json"))
		for _, config := range []string{
			"proxy: { url: %s }", "proxy: { ulr: %s }", "proxy: { upstream-protocol: %s }", "proxy: { modules: [%s] }", "proxy: %s", "proxy: [%s]",
			"rules: { EP101: %s }", "rules: { %s: error }", "ignore: [ { rule: EP102, path: %s, reason: x } ]",
			"ignore: [ { rule: EP102, pointer: %s, reason: x, until: 2001-01-01 } ]", "ignore: [ { rule: EP101, reason: x, until: %s } ]",
			"overrides: [ { paths: [%s], proxy: { url: x } } ]", "overrides: [ { paths: [a.json], proxy: { url: %s } } ]",
			"%s", "%s: 1", "proxy: { url: %s", "proxy:\n  url: %s\n bad", "# %s\nproxy: {",
		} {
			writeText(t, ".edgeproxy.yaml", fmt.Sprintf(config, url))
			checkSecret(t, "", nil, [][]string{{"config", "a.json"}, {"lint", "."}, {"lint", "--diff", "."}})
			writeText(t, ".edgeproxy.yaml", fmt.Sprintf(config, jsonString(url)))
			checkSecret(t, "", nil, [][]string{{"config", "a.json"}})
			checkReports(t, ".")
		}
	}
	// A reason is prose: an address in it is one if it has a scheme.
	t.Chdir(t.TempDir())
	writeText(t, "a.json", fixture(t, "bare.json"))
	writeText(t, ".edgeproxy.yaml", "ignore: [ { rule: EP101, reason: 'see http://user:s3cr3tt4il@proxy.example.com:3128' } ]")
	checkSecret(t, "", nil, [][]string{{"config", "a.json"}})
	checkReports(t, ".")
}
