package rules_test

import (
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

func TestSetsNothing(t *testing.T) {
	const says = `sets no desired properties`
	for src, want := range map[string][]string{
		`{"modulesContent": {}}`: {`EP004 "modulesContent" ` + says},
		`{"$edgeAgent": {}}`:     {`EP004 the document ` + says},
		`{"$edgeAgent": {"properties": {"desired": {"modules": {}}}, "x": 1}, "$edgeHub": {}}`:                                {`EP004 no deployment found`},
		`{"$edgeAgent": {"properties": {"desired": {"systemModules": {}}}}}`:                                                  nil,
		`{"$edgeAgent": {"Properties.Desired": {}}, "$edgeHub": {}}`:                                                          {`EP004 "$edgeAgent" ` + says},
		`{"modulesContent": {"m": {"x": 1}}}`:                                                                                 {`EP004 "modulesContent" ` + says},
		`{"modulesContent": {"m": {"properties.desired": {}}}}`:                                                               nil,
		`{"modulesContent": {"m": {"properties.desired.x": 1}}}`:                                                              nil,
		`{"modulesContent": {"m": {"properties\u002edesired": {}}, "n": {}}}`:                                                 nil,
		`{"modulesContent": {"m": {"properties.desired": {}}, "$edgeHub": {}}}`:                                               nil,
		`{"modulesContent": {"$edgeAgent": {"properties.desired ": {}}, "$edgeHub": {"properties.desired": {"routes": {}}}}}`: {`EP004 "properties.desired " in "$edgeAgent" ` + says},
		`{"modulesContent": ${ALL}}`:                                                                                          {`EP004 no deployment found`},
		`{"modulesContent": "${ALL}"}`:                                                                                        {`EP004 no deployment found`},
		`{"content": {"modulesContent": "{\"$edgeAgent\": {}}"}}`:                                                             {`EP004 "modulesContent" is a string: expected an object`},
		`[{"id": "a", "content": {"moduleContent": []}}]`:                                                                     {`EP004 "moduleContent" is an array: expected an object`},
		`{"content": {"modulesContent": null}}`:                                                                               {`EP004 no deployment found`},
		`{"modulesContent": {"m": ${M}}}`:                                                                                     nil,
		`{"properties": {"desired": {"systemModules": {"edgeAgent": {}}}}}`:                                                   nil,
	} {
		ep4Want(t, "EP004", src, lint.Options{}, want)
	}
}
