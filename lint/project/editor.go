package project

import (
	"cmp"
	"errors"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// editor edits files in memory as the options say, and the configuration of each
// file.
type editor struct {
	opts    ApplyOptions
	finder  *config.Finder // nil if no configuration is read
	chosen  bool           // some configuration chooses modules
	applied Applied
}

// edit edits one file in memory. It returns nil for a file of a folder that is
// some other JSON, of which there may be much.
func (p *editor) edit(c File) (*Edit, error) {
	ask, askErr := p.request(c)
	if errors.Is(askErr, ErrNoProxy) {
		return nil, askErr // before standard input is waited for
	}
	src, err := p.opts.Read(c)
	switch {
	case err != nil && c.Found && isLargeOther(c.Path, err):
		return nil, nil
	case err != nil:
		return nil, err
	case askErr != nil:
		return nil, askErr
	}
	return p.editText(c, src, ask)
}

// editText is edit for a file whose text is known.
func (p *editor) editText(c File, src []byte, ask request) (*Edit, error) {
	doc, err := manifest.ParseLimits(src, p.opts.limits())
	if c.Found {
		switch why := cmp.Or(whyPassOver(c, src, doc, err), unrendered(c, err)); why {
		case "":
		case noSign:
			return nil, nil
		default:
			edit := unedited(c, src)
			edit.Notes = []string{"passed over: " + why}
			return edit, nil
		}
	}
	if err != nil {
		return nil, unreadable(c, src, err)
	}
	if ask.template {
		doc.DeclareTemplate()
	}
	if ask.notRequired != "" {
		edit := unedited(c, src)
		edit.NotRequired = ask.notRequired
		return edit, nil
	}
	return p.change(c, doc, ask)
}

// change does what is asked with a document.
func (p *editor) change(c File, doc *manifest.Document, ask request) (*Edit, error) {
	var res *manifest.Result
	var err error
	if p.opts.Remove != nil {
		res, err = doc.RemoveProxy(*p.opts.Remove, ask.targets)
	} else {
		if !slices.Contains(p.applied.Proxies, ask.proxy.URL) {
			p.applied.Proxies = append(p.applied.Proxies, ask.proxy.URL)
		}
		res, err = doc.Apply(ask.proxy, ask.targets)
	}
	if err != nil {
		return nil, c.wrap(err)
	}
	edit := unedited(c, doc.Bytes())
	edit.New, edit.Variables, edit.Notes = res.Bytes(), res.Changes, res.Notes
	if p.opts.Remove == nil {
		edit.password = ask.proxy.URL.HasPassword()
		edit.Unchosen, edit.NoneChosen = unchosen(doc, res), noneChosen(doc, ask.targets)
	}
	return edit, nil
}

// unedited is a file that stays as it is.
func unedited(c File, src []byte) *Edit {
	return &Edit{Change: atomicfile.Change{Path: c.Path, Name: c.Name, Old: src, New: src}}
}
