package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// secretSpellings are bodies of JSON strings that stand for an address with a
// password that starts with "s3cr3t" and ends in "t4il".
var secretSpellings = []string{
	"http://user:s3cr3tt4il@proxy.example.com:3128",
	`http:\/\/user:s3cr3tt4il@proxy.example.com:3128`,
	`http:\u002f\u002fuser:s3cr3tt4il@proxy.example.com:3128`,
	`http://user\u003as3cr3tt4il\u0040proxy.example.com:3128`,
	`\u0068ttp://user\u003As3cr3t\u0020t4il@proxy.example.com:3128`,
	"http%3A%2F%2Fuser%3As3cr3tt4il%40proxy.example.com%3A3128",
	"user:s3cr3tt4il@sharp.example.com",
	"user:s3cr3tt4il@sha256.example.com:3128",
	"http%253A%252F%252Fuser%253As3cr3tt4il%2540proxy.example.com",
	"http：//user：s3cr3tt4il＠proxy.example.com：3128",
	"http&#58;//user&#x3a;s3cr3tt4il&commat;proxy.example.com",
	"x/user:s3cr3tt4il@sha256:00aaff",
	`http://user:s3cr3t\"t4il@proxy.example.com:3128`,
	`http://user:${\bs3cr3tt4il}@proxy.example.com:3128`,
}

// secretPlaces put the body of a JSON string wherever a manifest may hold one.
// What stands behind "=>" replaces what stands before it.
var secretPlaces = []string{
	`"http://proxy.example.com:3128" => "@"`,
	`"value": "AmqpWs" => "value": "@"`,
	`"thermometer": { => "@": {`,
	`"thermometer": { => "@": null, "thermometer": {`,
	`"thermometer": { => "@": {"env": []}, "thermometer": {`,
	`"https_proxy": => "@": {"value": "x"}, "https_proxy":`,
	`"https_proxy": => "@": "x", "HTTPS_PROXY": "@", "https_proxy":`,
	`"https_proxy": => "@": {"value": 1, "value": 2}, "@": {"@": "x"}, "https_proxy":`,
	`"registry.example.com/thermometer:2.1" => "@"`,
	`"type": "docker" => "type": "@", "@": 1`,
	`"status": "running" => "status": "@"`,
	`"createOptions": "{}" => "createOptions": "{\"Env\":[\"https_proxy=@\"], \"@\": {\"@\"`,
	`"createOptions": "{}" => "createOptions": "{\"Env\":[\"https_proxy=@\",\"@=1\"]}"`,
	`"createOptions": "{}" => "createOptions": "{\"Env\":[\"https_proxy=http:\\u002f\\u002fuser\\u003as3cr3tt4il\\u0040proxy.example.com:3128\"]}"`,
	`"createOptions": "{}" => "createOptions": "{\"Env\":[\"https_proxy=http://user:s3cr3t", "createOptions01": "t4il@proxy.example.com:3128\"]}"`,
	`"createOptions": "{}" => "createOptions": "{\"Env\":[\"https_proxy=http://user:123s3cr3t", "createOptions03": "t4il@proxy.example.com:3128\"]}"`,
	`"createOptions": "{}" => "createOptions": "{\"Env\":[\"https_proxy=http://user:s3cr3t", "createOptions01": "t4il@proxy.example.com:3128\"]`,
	`"thermometer": { => "thermometer": { "env": {"https_proxy": {"value": "http://proxy.example.com:3128"}, "no_proxy": {"value": "a,*.s3cr3t/t4il,@"}},`,
	`"thermometer": { => "thermometer": { "env": {"https_proxy": {"value": "@"}, "no_proxy": {"value": "http://u:12,*s3cr3tt4il,p@h"}},`,
	`"thermometer": { => "thermometer": { "password": "s3cr3tt4il", "primaryKey": "s3cr3tt4il", "x": "@;SharedAccessKey=s3cr3tt4il",`,
	`"modulesContent": => "@": 1, "id": "@", "modulesContent":`,
	`"modulesContent": => "content": 1, "id": "@", "@": 1, "modulesContent":`,
	`"$edgeHub": { => "@": {"properties.desired": {}, "properties.desired.@": 1}, "$edgeHub": {`,
	`"schemaVersion": "1.1" => "schemaVersion": "@"`,
	`{ => /* @ */ {`,
	`{ => /* a "quoted @ */ {`,
	`{ => @ {`,
}

// fill puts the text into a place for "@", which a text holds itself.
func fill(template, text string) string {
	return strings.NewReplacer(`"@`, `"`+text, ` @ `, " "+text+" ", `=@`, "="+text, `.@`, "."+text).Replace(template)
}

// TestSecretSpellings puts each spelling into each place, and runs every
// command over it.
func TestSecretSpellings(t *testing.T) {
	behind := fixture(t, "behind.json")
	for i, place := range secretPlaces {
		from, to, _ := strings.Cut(place, " => ")
		if !strings.Contains(behind, from) {
			t.Errorf("place %d: the fixture has no %s", i, from)
			continue
		}
		t.Chdir(t.TempDir())
		var names []string
		for j, spelling := range secretSpellings {
			name := fmt.Sprintf("%02d.json", j)
			names = append(names, name)
			writeText(t, name, strings.Replace(behind, from, fill(to, spelling), 1))
		}
		with := func(args ...string) []string { return append(args, names...) }
		runs := [][]string{
			with("show"), with("show", "--format", "json"), with("lint", "--diff", proxyArg), with("apply", "--check", proxyArg),
			with("endpoints"), with("endpoints", "--format", "csv"), with("endpoints", "--format", "json"), with("endpoints", "--format", "squid"),
			with("apply", "--diff", "--all-modules", proxyArg), with("apply", "--check", "--all-modules", "--existing", "keep", proxyArg),
			with("apply", "--check", "--existing", "fail", "--all-modules", proxyArg), with("apply", "--check", "--module", "nosuch", proxyArg),
			with("lint", "--baseline", "known", "--write-baseline"), with("lint", "--baseline", "known"),
		}
		for _, name := range names[2:3] {
			runs = append(runs, []string{"apply", "--check", "--all-modules", proxyArg, name}, []string{"apply", "--check", "--existing", "fail", "--all-modules", proxyArg, name})
		}
		checkSecret(t, "", nil, runs)
		checkReports(t, with(proxyArg)...)
		if text, err := os.ReadFile("known"); err != nil {
			t.Error(err)
		} else if found := leak(output{stdout: string(text)}); found != "" {
			t.Errorf("place %d: the baseline shows the secret: %q", i, found)
		}
		checkSecret(t, "", nil, [][]string{with("lint", "--fix", proxyArg)})
		if t.Failed() {
			t.Logf("place %d: %s", i, place)
		}
	}
}

// checkWritten makes sure that no report of a run of lintAll holds the secret,
// and removes them. There are none if the run has failed.
func checkWritten(t *testing.T) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("reports", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if found := leak(output{stdout: readText(t, name)}); found != "" {
			t.Errorf("%s shows the secret: %q", name, found)
		}
	}
	if err := os.RemoveAll("reports"); err != nil {
		t.Fatal(err)
	}
}

// TestSecretInOwnFiles spells addresses in the tool's own files.
func TestSecretInOwnFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	writeText(t, "a.json", fixture(t, "bare.json"))
	for _, spelling := range append(secretSpellings[:3:3], secretSpellings[5], `http\x3a//user\x3as3cr3tt4il\x40proxy.example.com:3128`) {
		for _, config := range []string{
			`ignore: [ { rule: EP310, reason: "@" } ]`, `ignore: [ { rule: EP101, reason: "see @" } ]`, `ignore: [ { rule: EP101, reason: "x", path: "@" } ]`,
			`ignore: [ { rule: EP101, reason: "x", pointer: "/@" } ]`, `proxy: { url: "@" }`, `proxy: { modules: ["@"] }`, `"@": 1`, `overrides: [ { paths: ["@"], rules: { EP101: off } } ]`,
		} {
			writeText(t, ".edgeproxy.yaml", strings.NewReplacer(`"@`, `"`+spelling, ` @`, ` `+spelling, `/@`, `/`+strings.NewReplacer("/", "~1").Replace(spelling)).Replace(config))
			checkSecret(t, "", nil, [][]string{{"config", "a.json"}, lintAll(".")})
			checkWritten(t)
		}
		for _, entry := range []string{
			`{"rule": "EP101", "path": "@", "pointer": "", "count": 1}`, `{"rule": "EP101", "path": "a.json", "pointer": "@", "count": 1}`,
			`{"rule": "@", "path": "a.json", "count": 1}`, `{"@": "EP101"}`, `"@"`, `{"rule": "EP101", "count": "@"}`, `{"rule": "EP101", @`,
		} {
			writeText(t, "known", `{"version": 1, "entries": [`+fill(entry, spelling)+`]}`)
			checkSecret(t, "", nil, [][]string{{"lint", "--no-config", "--baseline", "known", "a.json"}, lintAll("--no-config", "--baseline", "known", "."), {"lint", "--no-config", "--baseline", "known", "--write-baseline", "."}})
			checkWritten(t)
		}
	}
}
