package sites

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Maker makes the manifests of sites from one document. It may be used by one
// goroutine at a time: makers that work at the same time need a document each.
type Maker struct {
	doc   *manifest.Document
	list  *List
	usual Usual
	frame frame           // of Configuration documents
	match map[string]bool // whether a pattern of module names matches any
}

// Usual is what the configuration of the manifest says for every site that does not
// say it itself.
type Usual struct {
	Proxy   manifest.Proxy // its URL does not count
	Modules []string       // names and patterns of modules that may be missing
}

// NewMaker is a maker for the sites of a list. The error is manifest.ErrNoDeployment,
// or says why no Configuration document can be made from the document.
func NewMaker(doc *manifest.Document, list *List, usual Usual) (*Maker, error) {
	if len(doc.Deployments()) == 0 {
		return nil, doc.NoDeployment()
	}
	m := &Maker{doc: doc, list: list, usual: usual, match: map[string]bool{}}
	if slices.ContainsFunc(list.Sites, func(s Site) bool { return s.Deployment != nil }) {
		deployments := doc.Deployments()
		switch {
		case len(deployments) > 1:
			return nil, fmt.Errorf("it holds %d deployments: expected one, because each site gets a deployment with an id of its own", len(deployments))
		case !deployments[0].Content.Exists():
			return nil, errors.New(`it is the twin of edgeAgent: expected a manifest with "modulesContent", because each site gets a deployment`)
		}
		m.frame = frameAround(doc, deployments[0])
	}
	return m, nil
}

// Made is what one file gets.
type Made struct {
	Text    []byte
	Changes []manifest.Change // of the proxy settings
	Notes   []string          // what was left alone and why, without passwords

	edits []manifest.Edit // on the document, in the order of the text
	from  manifest.Span   // the part of the document that stands in Text
	start int             // where it stands there
}

// String lists the changes, one a line, without passwords.
func (m Made) String() string {
	var b strings.Builder
	for _, c := range m.Changes {
		fmt.Fprintln(&b, c)
	}
	return b.String()
}

// Format prints String, whatever the verb.
func (m Made) Format(f fmt.State, verb rune) { fmt.Fprintf(f, fmt.FormatString(f, verb), m.String()) }

// Make makes the text of an output of Plan or PlanGroups. The error is that of Apply or RemoveProxy of
// package manifest.
func (m *Maker) Make(out *Output) (*Made, error) {
	site := &m.list.Sites[out.Sites[0]]
	res, err := m.apply(site)
	if err != nil {
		return nil, err
	}
	made := &Made{Text: res.Bytes(), Changes: res.Changes, Notes: append(res.Notes, m.unmatched(site)...), edits: inOrder(res.Edits)}
	made.from = manifest.Span{End: len(m.doc.Bytes())}
	if out.Deployment == nil {
		return made, nil
	}
	made.from = m.frame.content
	content := made.Text[made.from.Start : made.from.End+len(made.Text)-len(m.doc.Bytes())]
	made.Text, made.start = m.frame.render(out.Deployment, content)
	return made, nil
}

// apply sets or removes the proxy as a site needs it.
func (m *Maker) apply(site *Site) (*manifest.Result, error) {
	t := site.targets()
	t.Also = append(t.Also, m.usual.Modules...)
	if site.NoProxy {
		return m.doc.RemoveProxy(manifest.Removal{UpstreamProtocol: site.Proxy.UpstreamProtocol}, t)
	}
	p := site.Proxy
	p.Placeholder = m.usual.Proxy.Placeholder
	if p.NoProxy == "" {
		p.NoProxy = m.usual.Proxy.NoProxy
	}
	if p.UpstreamProtocol == manifest.AutoProtocol {
		p.UpstreamProtocol = m.usual.Proxy.UpstreamProtocol
	}
	return m.doc.Apply(p, t)
}

// unmatched tells of the patterns of a site that match no module.
func (m *Maker) unmatched(site *Site) []string {
	var notes []string
	for _, name := range site.Modules {
		if isPattern(name) && !m.matches(name) {
			notes = append(notes, fmt.Sprintf("the pattern %q matches no module", name))
		}
	}
	return notes
}

// matches reports whether a pattern matches the name of some module.
func (m *Maker) matches(pattern string) bool {
	found, known := m.match[pattern]
	if known {
		return found
	}
	for _, dep := range m.doc.Deployments() {
		found = found || slices.ContainsFunc(dep.Modules(), func(module *manifest.Module) bool {
			ok, err := path.Match(pattern, module.Name)
			return ok && err == nil || module.Name == pattern
		})
	}
	m.match[pattern] = found
	return found
}

// inOrder is a copy of edits in the order of the text.
func inOrder(edits []manifest.Edit) []manifest.Edit {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b manifest.Edit) int { return a.Start - b.Start })
	return sorted
}

// origin leads from an offset in the text back to the document. ok is false for text
// that comes from the list of sites.
func (m *Made) origin(offset int) (at int, ok bool) {
	shift := m.from.Start - m.start // from the text to the document
	if offset < m.start {
		return 0, false
	}
	for _, e := range m.edits {
		start := e.Start - shift
		if offset < start {
			break
		}
		if offset < start+len(e.Text) {
			return 0, false
		}
		shift += e.Len() - len(e.Text)
	}
	at = offset + shift
	return at, at <= m.from.End
}

// Pointer leads from a pointer into the manifest of a site back to a pointer into the
// document. A pointer without a place in the document stays as it is.
func (m *Maker) Pointer(out *Output, pointer string) string {
	if out.Deployment == nil {
		return pointer
	}
	rest, ok := strings.CutPrefix(pointer, "/content/"+m.frame.key)
	if !ok || rest != "" && rest[0] != '/' {
		return pointer
	}
	return m.content().Pointer() + rest
}

// content is the object with the modules of the only deployment.
func (m *Maker) content() manifest.Node { return m.doc.Deployments()[0].Content }

// Origin leads from bytes of the manifest of a site back to the document. pointer is
// the result of Pointer for these bytes. ok is false for bytes that come from the list.
func (m *Maker) Origin(made *Made, span manifest.Span, pointer string) (at manifest.Span, ok bool) {
	start, ok := made.origin(span.Start)
	if ok {
		end, ok := made.origin(span.End)
		if !ok {
			end = start
		}
		return manifest.Span{Start: start, End: max(start, end)}, true
	}
	if key := m.content().KeySpan(); pointer != "" && pointer == m.content().Pointer() {
		return key, true // the key of the modules, which the frame repeats
	}
	return manifest.Span{}, false
}
