package project

import (
	"path/filepath"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Workspace is a folder that somebody has open in an editor. Its texts are checked as
// Lint checks the files of the folder, and edited as Apply edits them, one at a time and
// as they stand in the editor. Only configurations are read from the disk, and no
// program is started. The zero value of every field but Dir is the usual choice.
type Workspace struct {
	Dir   string      // absolute path of the folder: the current folder of a run that it stands for
	Rules []lint.Rule // nil for lint.DefaultRules()
	Today time.Time   // for entries of configurations that expire; zero for now

	// Unsaved is the text of a configuration that is open in the editor, by its
	// absolute path; ok is false if it is not open. May be nil.
	Unsaved func(path string) (src []byte, ok bool)
}

// Checked is what there is to say of one text.
type Checked struct {
	Document   *manifest.Document // nil for a text that is no JSON, or was passed over
	Findings   []lint.Finding     // in the order of lint.Run, suppressed ones included
	Options    lint.Options       // with which Document was checked
	Config     *config.InForce    // nil if there is an Err
	PassedOver string             // why the linter does not check the text; "" if it does
	Err        error              // the configuration of the file cannot be read, and nothing was checked
}

// Check checks the text of the file with an absolute path, which need not exist. What is no
// manifest is passed over, as it is in a folder.
func (w Workspace) Check(path string, src []byte) Checked {
	switch {
	case filepath.Ext(path) != "" && !isSearched(path):
		return Checked{PassedOver: "no search looks into files of this name"} // such as YAML with a manifest in it
	case !manifest.MayBeManifest(src):
		return Checked{PassedOver: noSign} // without a look at the disk: editors hold much other JSON
	}
	l := w.linter()
	c := File{Path: path, Name: filepath.ToSlash(path), Found: true}
	set, setErr := l.inForce(c.Name)
	if out := l.excluded(c, set); out != nil {
		return Checked{PassedOver: out.passed.Why}
	}
	doc, err := manifest.ParseLimits(src, l.opts.limits())
	if why := l.passOver(c, src, doc, err); why != "" {
		return Checked{PassedOver: why}
	}
	if setErr != nil {
		return Checked{Err: setErr}
	}
	out := Checked{Options: l.options(c, set), Config: set}
	if err != nil {
		out.Findings = lint.Source(src, out.Options)
		return out
	}
	if set.IsTemplate(c.Name) {
		doc.DeclareTemplate()
	}
	out.Document, out.Findings = doc, lint.Run(doc, out.Options)
	return out
}

// Configuration is what is configured for the file with an absolute path. The error is a
// *config.Error.
func (w Workspace) Configuration(path string) (*config.InForce, error) {
	return w.finder().For(path)
}

// Apply edits the text of the file with an absolute path, as Apply edits a file that is
// named outright. The Config of the options is that of the workspace. The error says why
// it cannot be edited: see manifest.Document.Apply.
func (w Workspace) Apply(path string, src []byte, opts ApplyOptions) (*Edit, error) {
	e := &editor{opts: opts, finder: w.finder()}
	c := File{Path: path, Name: filepath.ToSlash(path)}
	ask, err := e.request(c)
	if err != nil {
		return nil, err
	}
	return e.editText(c, src, ask)
}

func (w Workspace) linter() *linter {
	rules := w.rules()
	return &linter{opts: Options{Rules: rules}, rules: rules, choice: ruleChoice{rules: rules}, finder: w.finder(), dir: w.Dir}
}

func (w Workspace) finder() *config.Finder {
	if w.Today.IsZero() {
		w.Today = time.Now()
	}
	return &config.Finder{Dir: w.Dir, Rules: w.rules(), Today: w.Today, Bound: w.Dir, Unsaved: w.Unsaved}
}

func (w Workspace) rules() []lint.Rule {
	if w.Rules == nil {
		return lint.DefaultRules()
	}
	return w.Rules
}
