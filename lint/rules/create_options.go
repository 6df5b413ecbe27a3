package rules

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
)

// CreateOptions is EP504.
var CreateOptions = check.Rule{
	ID: "EP504", Name: "create-options", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports createOptions that are not a text with a JSON object, that have a gap between their parts, or that have a part which is not a text.",
		Why: `edgeAgent joins createOptions, createOptions01, createOptions02 and so on, and reads the result as a JSON object. If that fails,
edgeAgent refuses the whole deployment, and the device keeps its present configuration. edgeAgent looks for the word createOptions
anywhere in a name, and ignores case. Other tools do not: they read createOptions1, or CreateOptions beside createOptions, in
another way.

edgeAgent accepts more than strict JSON in this text, such as comments, trailing commas and single quotes; none of these is
reported, unless edgeAgent or edgeHub may get an Env list from a text that only the device can read: that list wins over env, and may
take the proxy away. If an object stands in the place of the text, the document is a template, which tools turn into a deployment; the object
is not reported either.`,
		Bad: func() string {
			return deploymentOf(systemModule{members: proxyEnv}, systemModule{createOptions: `"{\"HostConfig\":{}"`, members: proxyEnv}, "")
		},
		Good: func() string {
			return deploymentOf(systemModule{members: proxyEnv}, systemModule{createOptions: `"{\"HostConfig\":{}}"`, members: proxyEnv}, "")
		},
	},
	Check: check.EachModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		if m.HasUsualOptions() {
			return
		}
		options := m.CreateOptions()
		f, found := partsFault(m, options)
		if !found {
			f, found = optionsFault(p, m, options)
		}
		if f.Refused {
			f.Help = "edgeAgent refuses the whole deployment, and the device keeps its present configuration"
		}
		if found {
			p.Report(f)
		}
	}),
}

// partsFault looks at the parts: none may be missing, and each is a text.
func partsFault(m *check.Module, options *manifest.CreateOptions) (f check.Finding, found bool) {
	if i, ok := options.Gap(); ok && !m.PartialSettings() {
		for _, part := range options.Parts[i:] {
			if part.Exists() {
				f = m.At(part)
				f.Span = part.KeySpan()
				f.Message = fmt.Sprintf("%s of module %q has no %s before it: expected parts without a gap", part.Key(), m.Name, partName(i))
				f.Refused = true
				return f, true
			}
		}
	}
	if f, found = doubtfulPart(m, options); found {
		return f, true
	}
	for _, part := range options.Parts {
		switch part.Kind() {
		case manifest.Object:
			if len(options.Parts) == 1 {
				continue
			}
		case manifest.Number, manifest.Bool, manifest.Array:
		default:
			continue
		}
		f = m.At(part)
		f.Message = fmt.Sprintf("%s of module %q is %s: expected a JSON object in a string", part.Key(), m.Name, part.Kind())
		f.Refused = true
		return f, true
	}
	return f, false
}

// doubtfulPart looks at members of settings that are nearly parts.
func doubtfulPart(m *check.Module, options *manifest.CreateOptions) (f check.Finding, found bool) {
	if len(options.Doubtful) == 0 {
		return f, false
	}
	n := options.Doubtful[0]
	f = m.At(n)
	f.Span = n.KeySpan()
	f.Message = fmt.Sprintf("%q of module %q may count as a part of createOptions: expected createOptions, createOptions01, createOptions02 and so on, each once", n.Key(), m.Name)
	f.Help = "edgeAgent counts each member with this word in its name as a part, and may refuse the whole deployment; rename it, or take it out"
	return f, true
}

// hidesEnv reports whether edgeAgent or edgeHub may get an Env list from text that the
// device can read and we cannot: the list could clear the proxy unseen.
func hidesEnv(m *check.Module, options *manifest.CreateOptions) bool {
	return m.Runtime() && options.HidesEnv()
}

func partName(i int) string {
	if i == 0 {
		return "createOptions"
	}
	return fmt.Sprintf("createOptions%02d", i)
}

// optionsFault looks at what the parts hold together.
func optionsFault(p *check.Pass, m *check.Module, options *manifest.CreateOptions) (f check.Finding, found bool) {
	var syntax *manifest.SyntaxError
	if errors.As(options.Err, &syntax) {
		taken := takenAnyway(p, options, syntax)
		if taken && !hidesEnv(m, options) {
			return f, false
		}
		f = m.At(options.Parts[0])
		f.Refused = !taken
		f.Help = "edgeAgent may accept this text, and Env in it wins over env, so that the proxy may be lost or changed; write strict JSON"
		f.Span = manifest.Span{Start: syntax.Offset, End: min(syntax.Offset+1, len(p.Doc.Bytes()))}
		f.Message = fmt.Sprintf("createOptions of module %q is no JSON: %s", m.Name, syntax.Msg)
		return f, true
	}
	switch options.Root.Kind() {
	case manifest.String, manifest.Number, manifest.Bool, manifest.Array:
		f = m.At(options.Parts[0])
		f.Message = fmt.Sprintf("createOptions of module %q holds %s: expected a JSON object", m.Name, options.Root.Kind())
		f.Refused = true
		return f, options.Root.Text() != ""
	}
	return f, false
}

// unquotedKey is a key as the runtime's reader takes it beside those in double quotes.
var unquotedKey = pattern(`^[A-Za-z_$][0-9A-Za-z_$]*\s*:`)

// controlInText is a control character as it stands in the string of the manifest. In a
// text of createOptions the runtime's reader takes it.
var controlInText = pattern(`^\\([nrtbf]|u00[01][0-9A-Fa-f])`)

// takenAnyway reports whether the reader of the device (Newtonsoft.Json) may take text
// that our reader refuses, or whether a placeholder stands where our reader stopped.
func takenAnyway(p *check.Pass, options *manifest.CreateOptions, syntax *manifest.SyntaxError) bool {
	if strings.EqualFold(strings.TrimSpace(options.Text()), "null") {
		return true
	}
	if options.Unfilled() && p.Template() {
		return true
	}
	rest := restOfPart(p.Doc, options, syntax.Offset)
	at, _, ok := placeholder.Find(rest)
	return ok && at == 0 || strings.HasPrefix(rest, "'") || strings.Contains(syntax.Msg, " string") && controlInText().MatchString(rest) || unquotedKey().MatchString(rest)
}

// restOfPart is the part of createOptions that an offset lies in, as it is
// written, from there on; "" at its end.
func restOfPart(doc *manifest.Document, options *manifest.CreateOptions, offset int) string {
	for _, part := range options.Parts {
		if s := part.Span(); s.Start <= offset && offset < s.End {
			return string(doc.Bytes()[offset:s.End])
		}
	}
	return ""
}
