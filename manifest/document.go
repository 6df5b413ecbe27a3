package manifest

import (
	"iter"

	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// Document is a parsed deployment manifest, or any other JSON text: Deployments tells
// whether it is a manifest. A Document never changes; Apply returns a new text. The
// zero Document is an empty text, which holds no deployment.
//
// A Document may be used by one goroutine at a time.
type Document struct {
	tree        *jsontree.Tree
	deployments []*Deployment
	misshapen   Node                        // see Misshapen
	declared    bool                        // see DeclareTemplate
	template    *bool                       // see Template
	plain       []int32                     // see plainModules
	quoted      *jsontree.Quoted            // what stands in createOptions
	twins       map[Node]map[Node]Duplicate // see twinsIn
	members     map[Setting]jsontree.Member // see envMember
}

// Parse reads one document: a deployment manifest in any of the shapes that
// tools write, a template, a layered deployment, a Configuration document or
// an array of them, an export with twins, JSON lines. A byte order mark, comments,
// trailing commas and bare placeholders are accepted and reported by Oddities.
//
// The error is a *SyntaxError with the place of the first fault. JSON that is
// no manifest is no error: it has no Deployments.
//
// The document keeps src, which must not be changed afterwards.
func Parse(src []byte) (*Document, error) { return ParseLimits(src, Limits{}) }

// ParseLimits is Parse with other limits than the default ones. The error is that of
// Parse.
func ParseLimits(src []byte, limits Limits) (*Document, error) { return new(Memory).Parse(src, limits) }

// Memory is memory for documents that are read one after another, such as the files of a
// folder. It saves finding memory for each of them. The zero Memory is ready for use.
type Memory struct{ trees jsontree.Memory }

// Parse is ParseLimits with this memory. The document, and all that comes from it, is good
// until the next document is read with the same memory. The error is that of Parse.
func (m *Memory) Parse(src []byte, limits Limits) (*Document, error) {
	t, err := m.trees.Parse(src, limits)
	if err != nil {
		return nil, err
	}
	d := &Document{tree: t, quoted: m.trees.Quoted(src)}
	findDeployments(d)
	if err := d.checkNesting(); err != nil {
		return nil, err
	}
	return d, nil
}

// Bytes is the text that was parsed, byte for byte (law L1). It must not be changed.
func (d *Document) Bytes() []byte { return d.tree.Bytes() }

// Root is the document's top value.
func (d *Document) Root() Node { return d.tree.Root() }

// Objects yields every object of the document in document order, the root included.
func (d *Document) Objects() iter.Seq[Node] { return d.tree.Objects() }

// Oddities lists the places that strict JSON would not allow, in the order of the text.
// The list must not be changed.
func (d *Document) Oddities() []Oddity { return d.tree.Oddities() }

// JSONLines reports whether the text is JSON lines: several documents, each an
// object or an array on a line of its own, as exports and "jq -c" write them.
// The root is then an array of the documents, which the text has no brackets for.
func (d *Document) JSONLines() bool { return d.tree.JSONLines() }

// Deployments lists the deployments that the document holds, in the order in which they
// stand in the text. It is empty for JSON that is no manifest. The list must not be
// changed: sort or filter a copy.
func (d *Document) Deployments() []*Deployment { return d.deployments }

// Misshapen is a value that stands in the place of a modules content and is no
// object, such as a text or an array. Deployments does not list it. It is the
// zero Node if there is none.
func (d *Document) Misshapen() Node { return d.misshapen }

// Position is the place of a byte offset.
func (d *Document) Position(offset int) Position {
	return d.tree.Lines().Position(offset)
}
