package edit_test

import (
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/edit"
	"github.com/iotedge-tools/edgeproxy/manifest/device/toml"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// checkLaws holds a plan to the laws of the package.
func checkLaws(t *testing.T, fsys fs.FS, s edit.Settings, plan *edit.Plan) {
	t.Helper()
	written := after(fsys, plan)
	again, err := edit.Set(written, s)
	if err != nil || len(again.Files) > 0 {
		t.Fatalf("a second run: %v\n%s", err, files(again))
	}
	before, now := device.Read(fsys), device.Read(written)
	for _, f := range plan.Files {
		if f.Old != nil {
			checkEdits(t, before, f)
		}
		if strings.HasSuffix(f.Path, ".toml") && f.Old != nil {
			checkTree(t, f)
		}
	}
	for _, u := range before.Units {
		was, is := others(u), others(now.Unit(u.Role))
		if !reflect.DeepEqual(was, is) {
			t.Errorf("%s: other variables: %v, before %v", u.Name, is, was)
		}
	}
}

// ofProxy reports whether a name is about the proxy.
func ofProxy(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, "_proxy") || strings.HasSuffix(name, "-proxy") || strings.HasSuffix(name, "::proxy") || name == "upstreamprotocol"
}

// checkEdits: whatever goes holds a variable of the proxy, and the rest stays.
func checkEdits(t *testing.T, before *device.Device, f edit.File) {
	t.Helper()
	if got, err := text.Splice(f.Old, f.Edits); err != nil || string(got) != string(f.New) {
		t.Fatalf("%s: the edits make %q of it: %v", f.Path, got, err)
	}
	all := append(slices.Clone(before.Docker), before.Apt...)
	for _, u := range before.Units {
		all = append(all, u.Settings...)
	}
	for _, c := range append(slices.Clone(before.Applied), before.Config) {
		if c != nil {
			all = append(all, c.Env()...)
		}
	}
	for _, m := range before.Misplaced {
		all = append(all, m.Setting)
	}
	for _, e := range f.Edits {
		if e.Len() > 0 && !slices.ContainsFunc(all, func(s device.Setting) bool {
			return s.File.Path == f.Path && ofProxy(s.Name) && e.Start <= s.Span.Start && s.Span.End <= e.End
		}) {
			t.Fatalf("%s: %q goes", f.Path, f.Old[e.Start:e.End])
		}
	}
}

// checkTree compares documents decoded.
func checkTree(t *testing.T, f edit.File) {
	t.Helper()
	before, err := toml.Parse(f.Old)
	if err != nil {
		t.Fatal(err)
	}
	now, err := toml.Parse(f.New)
	if err != nil {
		t.Fatalf("%s: %v", f.Path, err)
	}
	if !before.Has("agent") {
		agent, _ := now.Tree["agent"].(map[string]any)
		if agent["name"] != "edgeAgent" || agent["type"] != "docker" || len(agent) != 4 {
			t.Fatalf("%s: [agent] is %v", f.Path, agent)
		}
		delete(now.Tree, "agent")
	}
	was, is := withoutProxy(before.Tree), withoutProxy(now.Tree)
	if !reflect.DeepEqual(was, is) {
		t.Fatalf("%s: decoded %v, before %v", f.Path, is, was)
	}
}

// withoutProxy is a tree without keys of the proxy, and without tables that are empty.
func withoutProxy(tree map[string]any) map[string]any {
	out := map[string]any{}
	for key, value := range tree {
		if inner, ok := value.(map[string]any); ok {
			if inner = withoutProxy(inner); len(inner) > 0 {
				out[key] = inner
			}
			continue
		}
		switch strings.ToLower(key) {
		case "https_proxy", "http_proxy", "upstreamprotocol":
		default:
			out[key] = value
		}
	}
	return out
}

// others are the variables of a unit that are not about the proxy.
func others(u *device.Unit) (all []string) {
	for _, s := range u.Settings {
		if !ofProxy(s.Name) {
			lost := "kept"
			if s.Lost != nil {
				lost = string(s.Lost.Why)
			}
			all = append(all, s.Name+"="+s.Value+" "+string(s.Via)+" "+lost)
		}
	}
	return all
}

// checkRemoved: what Set has written goes without a trace.
func checkRemoved(t *testing.T, fsys fs.FS, plan *edit.Plan) {
	t.Helper()
	back, err := edit.Remove(after(fsys, plan))
	if err != nil {
		t.Fatalf("remove: %v", err)
	}
	removed := map[string]edit.File{}
	for _, f := range back.Files {
		removed[f.Path] = f
	}
	for _, f := range plan.Files {
		if got, ok := removed[f.Path]; !ok || string(got.New) != string(f.Old) || (got.New == nil) != (f.Old == nil) {
			t.Errorf("%s: after removing %q, before %q", f.Path, got.New, f.Old)
		}
	}
	if again, err := edit.Remove(after(after(fsys, plan), back)); err != nil || len(again.Files) > 0 {
		t.Errorf("removing a second time: %v, %s", err, files(again))
	}
}

// FuzzSet holds plans for any files to the laws.
func FuzzSet(f *testing.F) {
	for i, c := range cases {
		fsys := root(c.before)
		get := func(name string) string {
			if file := fsys[name]; file != nil {
				return string(file.Data)
			}
			return ""
		}
		f.Add(get("etc/aziot/config.toml"), get("etc/systemd/system/aziot-edged.service.d/override.conf"), get("etc/default/aziot"), get("etc/docker/daemon.json"), uint8(i))
	}
	f.Add("x = 1", "[Service]\nEnvironmentFile=/etc/default/aziot\nEnvironment=A=b \\\n https_proxy=x", "https_proxy='a'\n", "{}", uint8(3))
	f.Add("\ufeff", "", "", "{\"a\":1,\n\"proxies\":{}}", uint8(1))
	f.Fuzz(func(t *testing.T, config, dropIn, environment, daemon string, choice uint8) {
		fsys := fstest.MapFS{}
		all := ""
		for name, content := range map[string]string{
			"etc/aziot/config.toml": config, "etc/systemd/system/aziot-edged.service.d/override.conf": dropIn,
			"etc/default/aziot": environment, "etc/docker/daemon.json": daemon,
		} {
			if content != "" || choice&16 != 0 {
				fsys[name] = &fstest.MapFile{Data: []byte(content)}
				all += content
			}
		}
		s := settings(t, [...]string{url, "http://proxy.example.com:3128", "http://u'$`\"x:p%25@h:1", "https://[::1]"}[choice%4])
		s.Docker, s.Apt = edit.DockerPlace(choice/4%3), choice&32 != 0
		plan, err := edit.Set(fsys, s)
		if err != nil {
			const password = "p%40ss"
			elsewhere := strings.ReplaceAll(all, url, "") // a password that stands in no address is none
			if strings.Contains(err.Error(), password) && !strings.Contains(elsewhere, password) {
				t.Fatal("the error holds the password")
			}
			return
		}
		checkLaws(t, fsys, s, plan)
		all = strings.ToLower(all)
		for _, word := range []string{"_proxy", "upstreamprotocol", "proxies", "edgeproxy", "\\", "-proxy"} {
			if strings.Contains(all, word) {
				return
			}
		}
		checkRemoved(t, fsys, plan)
	})
}
