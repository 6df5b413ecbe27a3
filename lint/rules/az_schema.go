package rules

import (
	"bytes"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// azForm is what the az CLI's schemas of the two system modules ask of a value
// (azext_iot/assets/azure-iot-edge*-deployment-1.*.json of
// Azure/azure-iot-cli-extension). The zero form takes any value.
type azForm struct {
	is      []manifest.Kind // the kinds that it may have; any if there are none
	whole   bool            // a number is a whole one
	most    uint64          // the highest whole number; 0 for any. The lowest is 0 then.
	words   []string        // the texts that it may be; any if there are none
	text    azText          // what a text must be
	needs   []string        // the members that an object must have
	members azMembers       // the members that an object may have
	name    azText          // what the names of other members must be
	each    *azForm         // other members; nil if an object may have none
	items   *azForm         // the elements of an array
	open    bool            // an object may have any other members, too
	module  bool            // each plain module has the form

	needed uint64 // one bit for each of the members that is among needs: see prepare
}

// azMembers are the members of an object, in any order. There are so few that comparing
// with each is faster than a map.
type azMembers []azMember

type azMember struct {
	name string
	form *azForm
}

// prepare makes needed of a form and of all that it refers to.
func (form *azForm) prepare() *azForm {
	if form == nil {
		return form
	}
	form.needed = 0
	for i, m := range form.members {
		m.form.prepare()
		if slices.Contains(form.needs, m.name) {
			form.needed |= 1 << i
		}
	}
	form.each.prepare()
	form.items.prepare()
	return form
}

// find is the number of the member with a name, -1 if there is none.
func (form *azForm) find(name []byte) int {
	for i := range form.members {
		if form.members[i].name == string(name) {
			return i
		}
	}
	return -1
}

// azText is what a text must be. The zero value takes any.
type azText struct {
	want string // in words
	ok   func([]byte) bool
}

// azSchema are the schemas of a module by the version that a document names. Each is
// made when a document first needs it.
type azSchema map[string]func() *azForm

var (
	azAgentSchema = azSchema{
		"1.0": azOnce(func() *azForm { return azAgent(true) }),
		"1.1": azOnce(func() *azForm { return azAgent(false) }),
	}
	azHubSchema = azSchema{
		"1.0": azOnce(azHub10),
		"1.1": azOnce(func() *azForm { return azHub(nil) }),
		"1.2": azOnce(func() *azForm { return azHub(azBroker()) }),
	}
)

func azOnce(form func() *azForm) func() *azForm {
	return sync.OnceValue(func() *azForm { return form().prepare() })
}

// azAgent is the schema of $edgeAgent. That of version 1.0 (open) takes members that it
// does not list, except among modules, variables and credentials.
func azAgent(open bool) *azForm {
	text := azForm{is: azString}
	credential := azForm{is: azObject, open: open, needs: []string{"username", "password", "address"}, members: azMembers{
		{"username", &text}, {"password", &text}, {"address", &azForm{is: azString, text: azText{"a text without blanks", hasNoBlank}}},
	}}
	credentials := azForm{is: azObject, name: azText{`no ".", "$", "#" and no blank`, isAzKey}, each: &credential}
	if open {
		credentials.name = azText{"some text", isSomeText}
	}
	settings := azForm{is: azObject, open: open, members: azMembers{
		{"minDockerVersion", &text}, {"loggingOptions", &text}, {"registryCredentials", &credentials},
	}}
	module := azModules{open}
	desired := azForm{is: azObject, open: open, needs: []string{"schemaVersion", "runtime", "systemModules", "modules"}, members: azMembers{
		{"schemaVersion", &text},
		{"runtime", &azForm{is: azObject, open: open, needs: []string{"type", "settings"}, members: azMembers{
			{"type", azWords("docker")}, {"settings", &settings},
		}}},
		{"systemModules", &azForm{is: azObject, needs: []string{"edgeAgent", "edgeHub"}, members: azMembers{
			{"edgeAgent", module.form([]string{"type", "settings"})},
			{"edgeHub", module.form([]string{"type", "settings", "status", "restartPolicy"}, "startupOrder")},
		}}},
		{"modules", &azForm{is: azObject, name: azText{`letters, digits, "_" and "-"`, isAzModuleName}, each: module.ordinary()}},
	}}
	return &azForm{is: azObject, open: open, needs: []string{"properties.desired"}, members: azMembers{{"properties.desired", &desired}}}
}

// azModules makes the forms of modules.
type azModules struct{ open bool }

// ordinary is a module that is no system module.
func (a azModules) ordinary() *azForm {
	form := a.form([]string{"type", "status", "restartPolicy", "settings"}, "startupOrder", "version")
	form.module = true
	return form
}

// form is a module that needs the given members and may have more.
func (a azModules) form(needs []string, more ...string) *azForm {
	value := azForm{is: []manifest.Kind{manifest.Number, manifest.String, manifest.Bool}}
	all := azMembers{
		{"type", azWords("docker")},
		{"status", azWords("running", "stopped")},
		{"restartPolicy", azWords("never", "on-failure", "on-unhealthy", "always")},
		{"settings", a.settings()},
		{"env", &azForm{is: azObject, name: azText{`no "+", "#", "$", "." and no blank`, isAzVariable},
			each: &azForm{is: azObject, open: a.open, needs: []string{"value"}, members: azMembers{{"value", &value}}}}},
		{"version", &azForm{is: azString}},
	}
	may := append(more, "env")
	if !a.open { // schema 1.0 does not know these two, and takes anything
		all = append(all, azMember{"imagePullPolicy", azWords("never", "on-create")}, azMember{"startupOrder", &azForm{is: azNumber, whole: true, most: 4294967295}})
		may = append(may, "imagePullPolicy")
	}
	form := azForm{is: azObject, open: a.open, needs: needs}
	for _, member := range all {
		if slices.Contains(needs, member.name) || slices.Contains(may, member.name) {
			form.members = append(form.members, member)
		}
	}
	return &form
}

// settings are those of a module.
func (a azModules) settings() *azForm {
	text := azForm{is: azString}
	form := azForm{is: azObject, open: a.open, needs: []string{"image"}, members: azMembers{{"image", &text}}}
	if a.open {
		form.members = append(form.members, azMember{"createOptions", &text})
	} else {
		form.name, form.each = azText{`"createOptions" and a number`, isAzCreateOptions}, &text
	}
	return &form
}

// azHub10 is the schema of $edgeHub, version 1.0.
func azHub10() *azForm {
	store := azForm{is: azObject, open: true, needs: []string{"timeToLiveSecs"}, members: azMembers{{"timeToLiveSecs", &azForm{is: azNumber, whole: true}}}}
	return azTwin(true, azMembers{
		{"routes", &azForm{is: azObject, open: true, name: azText{"some text", isSomeText}, each: azRouteText()}},
		{"storeAndForwardConfiguration", &store},
	})
}

// azHub is the schema of $edgeHub, versions 1.1 and 1.2; only the latter knows a
// broker.
func azHub(broker *azForm) *azForm {
	route := azForm{needs: []string{"route"}, members: azMembers{
		{"route", azRouteText()},
		{"priority", &azForm{is: azNumber, whole: true, most: 9}},
		{"timeToLiveSecs", &azForm{is: azNumber, whole: true, most: 4294967295}},
	}}
	route.is, route.text = append(azString, azObject...), azRouteText().text // or only the text
	store := azForm{is: azObject, needs: []string{"timeToLiveSecs"}, members: azMembers{{"timeToLiveSecs", &azForm{is: azNumber, whole: true}}}}
	members := azMembers{
		{"routes", &azForm{is: azObject, name: azText{`no ".", "$", "#" and no blank`, isAzKey}, each: &route}},
		{"storeAndForwardConfiguration", &store},
	}
	if broker != nil {
		members = append(members, azMember{"mqttBroker", broker})
	}
	return azTwin(false, members)
}

func azTwin(open bool, members azMembers) *azForm {
	desired := azForm{is: azObject, open: open, needs: []string{"schemaVersion", "routes"}, members: append(members, azMember{"schemaVersion", &azForm{is: azString}})}
	return &azForm{is: azObject, open: open, needs: []string{"properties.desired"}, members: azMembers{{"properties.desired", &desired}}}
}

// azRouteText is the text of a route: one line.
func azRouteText() *azForm {
	return &azForm{is: azString, text: azText{"a route on one line", isSomeText}}
}

func azWords(words ...string) *azForm { return &azForm{words: words} }

var (
	azObject = []manifest.Kind{manifest.Object}
	azString = []manifest.Kind{manifest.String}
	azNumber = []manifest.Kind{manifest.Number}
)

func hasNoBlank(s []byte) bool { return len(s) > 0 && bytes.IndexFunc(s, unicode.IsSpace) < 0 }

func isSomeText(s []byte) bool { return len(s) > 0 && bytes.IndexByte(s, '\n') < 0 }

func isAzKey(s []byte) bool { return len(s) > 0 && !bytes.ContainsAny(s, ".$# ") }

func isAzVariable(s []byte) bool {
	for _, c := range s {
		if c <= ' ' || c >= utf8.RuneSelf || c == '+' || c == '#' || c == '$' || c == '.' {
			return hasNoBlank(s) && !bytes.ContainsAny(s, "+#$.")
		}
	}
	return len(s) > 0
}

func isAzModuleName(s []byte) bool {
	for _, c := range s {
		if !isWordByte(c) && c != '-' {
			return false
		}
	}
	return len(s) > 0
}

// isAzCreateOptions recognises createOptions and its parts as the az CLI spells them.
func isAzCreateOptions(s []byte) bool {
	rest, ok := bytes.CutPrefix(s, []byte("createOptions"))
	if !ok {
		rest, ok = bytes.CutPrefix(s, []byte("createoptions"))
	}
	return ok && len(bytes.Trim(rest, "0123456789")) == 0
}
