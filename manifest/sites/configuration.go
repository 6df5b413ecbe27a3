package sites

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// schemaVersion is that of Configuration documents, as IoT Hub writes it.
const schemaVersion = "1.0"

// frame is how a Configuration document is written around the content of a manifest. It
// has the style of the manifest: indentation, line endings, blanks.
type frame struct {
	content manifest.Span // the object with the modules, in the manifest
	key     string        // what holds it: "modulesContent", or the older "moduleContent"
	newline string        // "" if the manifest has no line breaks
	unit    string        // what a level of nesting adds to the indentation
	colon   string        // between a key and its value
	end     string        // what stands after the last brace
	metrics []byte        // of a manifest that is a Configuration document itself; nil for none
}

// frameAround reads how a manifest is written.
func frameAround(doc *manifest.Document, dep *manifest.Deployment) frame {
	f := frame{content: dep.Content.Span(), key: "modulesContent", colon: ": ", newline: "\n"}
	if dep.Shape == manifest.Legacy {
		f.key = "moduleContent"
	}
	if metrics := dep.Root.Get("metrics"); dep.Shape == manifest.Configuration && metrics.Kind() == manifest.Object {
		f.metrics = metrics.Raw()
	}
	src := doc.Bytes()
	switch at := bytes.IndexByte(src[f.content.Start:f.content.End], '\n'); {
	case at < 0:
		f.colon, f.newline = ":", ""
		return f
	case at > 0 && src[f.content.Start+at-1] == '\r':
		f.newline = "\r\n"
	}
	f.unit = unitOf(src)
	if bytes.HasSuffix(src, []byte("\n")) {
		f.end = f.newline
	}
	return f
}

// unitOf is the indentation of the first line that has one.
func unitOf(src []byte) string {
	for line := range bytes.Lines(src) {
		rest := bytes.TrimLeft(line, " \t")
		if n := len(line) - len(rest); n > 0 && len(bytes.TrimSpace(rest)) > 0 {
			return string(line[:n])
		}
	}
	return "  "
}

// render writes the Configuration document of a deployment around content, which keeps
// every byte, and returns where content starts in it.
func (f *frame) render(d *Deployment, content []byte) (text []byte, start int) {
	b := &bytes.Buffer{}
	b.Grow(len(content) + len(f.metrics) + 1<<10)
	doc := f.object(b, 1)
	doc.member("id", jsontree.Quote(d.ID.Text))
	doc.member("schemaVersion", jsontree.Quote(schemaVersion))
	if len(d.Labels) > 0 {
		labels := doc.nested("labels")
		for _, label := range d.Labels {
			labels.member(label.Name, jsontree.Quote(label.Value))
		}
		labels.end()
	}
	inner := doc.nested("content")
	inner.key(f.key)
	start = b.Len()
	b.Write(content)
	inner.end()
	if f.metrics != nil {
		doc.key("metrics")
		b.Write(f.metrics)
	}
	doc.member("targetCondition", jsontree.Quote(d.Condition.Text))
	doc.member("priority", strconv.Itoa(d.Priority))
	doc.end()
	b.WriteString(f.end)
	return b.Bytes(), start
}

// object is an object that is being written.
type object struct {
	*frame
	b     *bytes.Buffer
	depth int  // of its members
	begun bool // it has a member
}

func (f *frame) object(b *bytes.Buffer, depth int) *object {
	b.WriteByte('{')
	return &object{frame: f, b: b, depth: depth}
}

// key begins a member.
func (o *object) key(name string) {
	if o.begun {
		o.b.WriteByte(',')
	}
	o.begun = true
	o.b.WriteString(o.newline + strings.Repeat(o.unit, o.depth) + jsontree.Quote(name) + o.colon)
}

// member writes a member whose value is JSON.
func (o *object) member(name, value string) {
	o.key(name)
	o.b.WriteString(value)
}

// nested begins a member that is an object.
func (o *object) nested(name string) *object {
	o.key(name)
	return o.object(o.b, o.depth+1)
}

func (o *object) end() {
	o.b.WriteString(o.newline + strings.Repeat(o.unit, o.depth-1) + "}")
}
