package main

import (
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

type knownFindings struct {
	name   string
	source []byte
}

func (k *knownFindings) suppress(string, []lint.Finding)      {}
func (k *knownFindings) stale(*linter) []lint.Finding         { return nil }
func (a *app) openBaseline(lintFlags) (*knownFindings, error) { return nil, nil }
func (l *linter) storeBaseline(*report.Run) error             { return nil }
