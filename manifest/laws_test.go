package manifest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// checkApply holds what Apply does with a document against the laws of the
// package comment. A document that is refused must be refused with an error of
// a known type.
func checkApply(t testing.TB, src []byte, proxy manifest.Proxy, targets manifest.Targets) {
	t.Helper()
	given := slices.Clone(src)
	doc, err := manifest.Parse(src)
	if err != nil {
		checkSyntaxError(t, src, err)
		return
	}
	res, err := doc.Apply(proxy, targets)
	if !bytes.Equal(src, given) || !bytes.Equal(doc.Bytes(), given) {
		t.Fatalf("Apply changed the bytes of the document itself") // L1
	}
	if err != nil {
		checkApplyError(t, src, err)
		return
	}
	out := res.Bytes()
	checkEdits(t, src, out, res.Edits)
	after, err := manifest.Parse(out)
	if err != nil {
		t.Fatalf("L6: the new document cannot be read: %v\n%s", err, out)
	}
	if json.Valid(src) && !json.Valid(out) {
		t.Fatalf("L6: strict JSON became something else:\n%s", out)
	}
	if doc.JSONLines() != after.JSONLines() {
		t.Fatalf("L6: JSON lines became something else:\n%s", out)
	}
	checkOddities(t, doc, after)
	checkRest(t, doc, after, res.Changes)
	checkTargets(t, after, res.Changes, proxy, targets)
	again, err := after.Apply(proxy, targets)
	switch {
	case err != nil:
		t.Fatalf("L4: a second run fails: %v\n%s", err, out)
	case len(again.Changes) > 0 || len(again.Edits) > 0 || !bytes.Equal(again.Bytes(), out):
		t.Fatalf("L4: a second run changes the document again: %v\n%s", again.Changes, again.Bytes())
	}
}

func checkSyntaxError(t testing.TB, src []byte, err error) {
	t.Helper()
	var syntax *manifest.SyntaxError
	if !errors.As(err, &syntax) {
		t.Fatalf("error of type %T, want *SyntaxError: %v", err, err)
	}
	if syntax.Offset < 0 || syntax.Offset > len(src) || syntax.Line < 1 || syntax.Column < 1 || syntax.Msg == "" {
		t.Fatalf("error without a place in the document: %#v", syntax)
	}
}

func checkApplyError(t testing.TB, src []byte, err error) {
	t.Helper()
	var edit *manifest.EditError
	var existing *manifest.ExistingError
	var unknown *manifest.UnknownModuleError
	switch {
	case errors.Is(err, manifest.ErrNoDeployment), errors.Is(err, path.ErrBadPattern), errors.As(err, &unknown):
		return
	case errors.As(err, &edit):
		checkPlace(t, src, edit.Position, edit.Pointer)
	case errors.As(err, &existing):
		checkPlace(t, src, existing.Position, existing.Pointer)
	default:
		t.Fatalf("error of type %T: %v", err, err)
	}
}

// checkPlace makes sure that an error names a place in the document, and the
// pointer to a value that is there.
func checkPlace(t testing.TB, src []byte, at manifest.Position, pointer string) {
	t.Helper()
	doc, err := manifest.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	if at != doc.Position(at.Offset) {
		t.Fatalf("position %+v of an error is not that of its offset, %+v", at, doc.Position(at.Offset))
	}
	if !resolves(doc, pointer) && !strings.Contains(pointer, "***") { // a key may be hidden
		t.Fatalf("pointer %q of an error leads nowhere", pointer)
	}
}

// resolves reports whether some value of the document has the pointer.
func resolves(doc *manifest.Document, pointer string) bool {
	found := false
	walk(doc.Root(), func(n manifest.Node) { found = found || n.Pointer() == pointer })
	for _, m := range modules(doc) {
		walk(m.CreateOptions().Root, func(n manifest.Node) { found = found || n.Pointer() == pointer })
	}
	return found
}

// walk visits n and all that is in it.
func walk(n manifest.Node, visit func(manifest.Node)) {
	if !n.Exists() {
		return
	}
	visit(n)
	for c := range n.Children() {
		walk(c, visit)
	}
}

func modules(doc *manifest.Document) []*manifest.Module {
	var all []*manifest.Module
	for _, d := range doc.Deployments() {
		all = append(all, d.Modules()...)
	}
	return all
}

// checkEdits: every byte outside the edits is as it was (L2), and an edit that
// replaces something replaces a whole value, or the blanks of an empty object.
func checkEdits(t testing.TB, src, out []byte, edits []manifest.Edit) {
	t.Helper()
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b manifest.Edit) int { return a.Start - b.Start })
	rest, done, inserted := out, 0, true
	for _, e := range sorted {
		if e.Start < done || e.End < e.Start || e.End > len(src) {
			t.Fatalf("L2: edit %+v overlaps or lies outside", e)
		}
		var ok bool
		if rest, ok = bytes.CutPrefix(rest, src[done:e.Start]); !ok {
			t.Fatalf("L2: bytes before edit %+v were changed:\n%s", e, out)
		}
		if rest, ok = bytes.CutPrefix(rest, []byte(e.Text)); !ok {
			t.Fatalf("L2: edit %+v is not what was done:\n%s", e, out)
		}
		old := bytes.TrimSpace(src[e.Start:e.End])
		if len(old) > 0 {
			inserted = false
			if old[0] == '{' && !bytes.HasPrefix(old, []byte("{{")) || old[0] == '[' || !json.Valid(old) && !bytes.ContainsAny(old[:1], "$#<{") {
				t.Fatalf("L2: edit %+v replaces %q, which is no plain value", e, old)
			}
		}
		done = e.End
	}
	if !bytes.Equal(rest, src[done:]) {
		t.Fatalf("L2: bytes after the last edit were changed:\n%s", out)
	}
	if inserted && !isSubsequence(src, out) {
		t.Fatalf("L2: nothing was replaced, but something is missing:\n%s", out)
	}
}

// isSubsequence reports whether a comes of b by leaving bytes out. Blanks of a
// do not count: those between the braces of an empty object may be replaced.
func isSubsequence(a, b []byte) bool {
	for _, c := range a {
		if c == ' ' || c == '\t' || c == '\r' || c == '\n' {
			continue
		}
		i := bytes.IndexByte(b, c)
		if i < 0 {
			return false
		}
		b = b[i+1:]
	}
	return true
}

// checkOddities: comments and the like stand in the new document as they stood
// in the old one. A trailing comma may have become one between members.
func checkOddities(t testing.TB, before, after *manifest.Document) {
	t.Helper()
	list := func(d *manifest.Document) (odd []string) {
		for _, o := range d.Oddities() {
			if o.Kind != jsontree.TrailingComma {
				odd = append(odd, fmt.Sprintf("%s %q", o.Kind, d.Bytes()[o.Span.Start:o.Span.End]))
			}
		}
		return odd
	}
	old, now := list(before), list(after)
	if len(now) != len(old) { // a placeholder was overwritten, or one set
		before, after := placeholders(old), placeholders(now)
		old, now = slices.DeleteFunc(old, before.has), slices.DeleteFunc(now, after.has)
	}
	if !slices.Equal(old, now) {
		t.Fatalf("L6: oddities were %q and became %q\n%s", old, now, after.Bytes())
	}
}

type placeholders []string

func (placeholders) has(s string) bool {
	return strings.HasPrefix(s, jsontree.BarePlaceholder.String())
}

// checkRest: but for the env of the modules that were changed, both documents
// hold the same (L5).
func checkRest(t testing.TB, before, after *manifest.Document, changes []manifest.Change) {
	t.Helper()
	envs := map[string]bool{}
	old, now := decode(t, before), decode(t, after)
	for _, c := range changes {
		if strings.Contains(c.Pointer, secret.Mask) {
			return // a key on the way is hidden
		}
		if parent, key := c.Pointer[:strings.LastIndexByte(c.Pointer, '/')], c.Pointer[strings.LastIndexByte(c.Pointer, '/'):]; strings.Contains(key, ".env.") {
			old, now = without(old, c.Pointer), without(now, c.Pointer) // a layer that sets the variable alone
		} else {
			envs[parent] = true
		}
	}
	for env := range envs {
		i := strings.LastIndexByte(env, '/')
		if key := env[i+1:]; !strings.EqualFold(key, "env") && !strings.HasSuffix(key, ".env") {
			t.Fatalf("L5: %q is no env", env)
		}
		old, now = without(old, env), without(now, env)
	}
	if !reflect.DeepEqual(old, now) {
		t.Fatalf("L5: something beside env was changed\nbefore %v\nafter  %v", old, now)
	}
}

// checkTargets: after Apply, every target has the proxy, unless another one
// was to be kept, and no other module was touched.
func checkTargets(t testing.TB, after *manifest.Document, changes []manifest.Change, proxy manifest.Proxy, targets manifest.Targets) {
	t.Helper()
	touched := map[string]bool{}
	for _, c := range changes {
		if stood := proxy.Placeholder.Reveal(); stood == "" || !strings.Contains(c.Old.Reveal(), stood) {
			touched[c.Module] = true
		}
	}
	match := func(name string) func(string) bool {
		return func(pattern string) bool {
			ok, _ := path.Match(pattern, name)
			return ok || pattern == name
		}
	}
	for _, d := range after.Deployments() {
		for _, m := range d.Modules() {
			system := m.System && (m.Name == manifest.EdgeAgent || m.Name == manifest.EdgeHub)
			target := system || !m.System && (targets.All && !m.Partial() || slices.ContainsFunc(targets.Modules, match(m.Name)) ||
				!m.Partial() && slices.ContainsFunc(targets.Also, match(m.Name)))
			if !target {
				continue
			}
			delete(touched, secret.Name(m.Name))
			vars := m.Lookup(manifest.ProxyVar)
			if len(vars) == 0 {
				t.Fatalf("module %q has no proxy after Apply", m.Name)
			}
			for _, v := range vars {
				if proxy.Existing != manifest.Keep && v.Value != proxy.URL.Reveal() {
					t.Fatalf("module %q has %s = %q after Apply", m.Name, v.Name, v.Value)
				}
			}
			checkProtocol(t, m, proxy.UpstreamProtocol)
			if !m.System && proxy.NoProxy == "" && len(m.Lookup(manifest.NoProxyVar)) == 0 {
				t.Fatalf("module %q has no no_proxy after Apply", m.Name)
			}
		}
	}
	if len(touched) > 0 {
		t.Fatalf("L5: modules were changed that were not chosen: %v", touched)
	}
}

func checkProtocol(t testing.TB, m *manifest.Module, wanted manifest.UpstreamProtocol) {
	t.Helper()
	if wanted == manifest.KeepProtocol {
		return
	}
	vars := m.Lookup(manifest.ProtocolVar)
	if len(vars) == 0 {
		t.Fatalf("module %q has no protocol after Apply", m.Name)
	}
	for _, v := range vars {
		if p, ok := proxy.ReadProtocol(v.Value); !(ok && p.WebSocket()) && !v.Unknown() {
			t.Fatalf("module %q has %s = %q after Apply", m.Name, v.Name, v.Value)
		}
	}
}
