package rules

import (
	"bytes"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// azBroker is the az CLI's schema of mqttBroker, which was a preview of edgeHub.
func azBroker() *azForm {
	line := azForm{is: azString, text: azText{"a text on one line", func(s []byte) bool { return bytes.IndexByte(s, '\n') < 0 }}}
	some := azForm{is: azString, text: azText{"some text on one line", isSomeText}}
	policy := azList(azClosed(azMembers{
		{"operations", azList(azOneOf("mqtt:connect", "mqtt:subscribe", "mqtt:publish"))}, {"resources", azList(&some)},
	}))
	endpoint := azForm{is: azString, text: azText{"$upstream", func(s []byte) bool { return bytes.Contains(s, []byte("$upstream")) }}}
	setting := azClosed(azMembers{
		{"direction", azOneOf("in", "out")}, {"topic", &line}, {"inPrefix", &line}, {"outPrefix", &line},
	})
	return azClosed(azMembers{
		{"bridges", azList(azClosed(azMembers{{"endpoint", &endpoint}, {"settings", azList(setting)}}))},
		{"authorizations", azList(azClosed(azMembers{{"identities", azList(&some)}, {"allow", policy}, {"deny", policy}}))},
	})
}

// azClosed is an object with no other members than those given.
func azClosed(members azMembers) *azForm { return &azForm{is: azObject, members: members} }

// azList is an array of values of one form.
func azList(items *azForm) *azForm {
	return &azForm{is: []manifest.Kind{manifest.Array}, items: items}
}

// azOneOf is one of a few texts.
func azOneOf(words ...string) *azForm { return &azForm{is: azString, words: words} }
