package project

import (
	"cmp"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// sharedKey is the same for findings of several sites that are reported once. It leaves
// out the place of a finding in the list, which is another line for each site.
type sharedKey struct {
	file, rule, message, help, pointer, cause string
	severity                                  lint.Severity
	span                                      manifest.Span // zero in the list
	more                                      int
	suppressed                                string // its reason
}

// sharedFinding is a finding with the sites that have it.
type sharedFinding struct {
	check.Finding
	file  string
	sites []string
}

// share collects the findings of a site.
func (r *sitesLint) share(site string, findings []siteFinding) {
	for _, f := range findings {
		key := sharedKey{file: f.file, rule: f.Rule, message: f.Message, help: f.Help, pointer: f.Pointer, cause: f.Cause, severity: f.Severity, span: f.Span, more: f.More}
		if f.file != r.manifest.Name {
			key.span = manifest.Span{}
		}
		if f.Suppressed != nil {
			key.suppressed = f.Suppressed.By + f.Suppressed.Origin
		}
		known := r.found[key]
		if known == nil {
			known = &sharedFinding{Finding: f.Finding, file: f.file}
			r.found[key] = known
		}
		if n := len(known.sites); n == 0 || known.sites[n-1] != site {
			known.sites = append(known.sites, site)
		}
	}
}

// gather makes the results of the files: the manifest, and the lists that have findings.
func (r *sitesLint) gather() {
	byFile := map[string][]check.Finding{}
	for _, f := range r.found {
		f.Message += naming(f.sites, len(r.list.Sites))
		byFile[f.file] = append(byFile[f.file], f.Finding)
	}
	for _, findings := range byFile {
		slices.SortFunc(findings, func(a, b check.Finding) int {
			return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message), cmp.Compare(a.Pointer, b.Pointer))
		})
	}
	listed := quota{}
	add := func(f File, src []byte) {
		one := located(f, src, byFile[f.Name])
		one.template = r.unfilled && f.Name == r.manifest.Name
		listed.trim(one.file)
		r.files, r.results = append(r.files, f), append(r.results, one)
	}
	add(r.manifest, r.src)
	names := make([]string, 0, len(r.list.Sources))
	for name := range r.list.Sources {
		if len(byFile[name]) > 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		add(File{Path: name, Name: name}, r.list.Sources[name])
	}
}
