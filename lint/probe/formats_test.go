package probe

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// mixed are results of each kind that a summary counts; the issuer is hostile.
var mixed = []Result{
	{Endpoint: endpoints.Endpoint{Host: "plant-a.azure-devices.net", Port: 443, WebSocket: true}, Name: "plant-a.azure-devices.net", ViaProxy: true, Outcome: Reached},
	{Endpoint: endpoints.Endpoint{Host: "a.example.com", Port: 443}, Name: "a.example.com", ViaProxy: true, Outcome: UnknownAuthority, Issuer: "CN=x;=cmd\x1b ##vso[x]"},
	{Endpoint: endpoints.Endpoint{Host: "b.example.com", Port: 443, Optional: true}, Name: "b.example.com", ViaProxy: true, Outcome: NoBasic, Status: 407, Offers: []string{"NTLM"}},
	{Endpoint: endpoints.Endpoint{Host: "*.azurecr.io", Port: 443}, Outcome: NotTried},
}

func TestDocument(t *testing.T) {
	through, err := proxy.ParseURL("http://user:p%40ss@proxy.example.com:3128")
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(NewDocument(mixed, through))
	if err != nil || strings.Contains(string(text), "p%40ss") || strings.Contains(string(text), "p@ss") {
		t.Fatalf("%v: %s", err, text)
	}
	var got Document
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != 1 || got.Proxy != "http://***@proxy.example.com:3128" {
		t.Errorf("%+v", got)
	}
	if diff := cmp.Diff(Summary{Reached: 1, NotReached: 1, Optional: 1, NotTried: 1}, got.Summary); diff != "" {
		t.Error(diff)
	}
	want := []DocumentResult{
		{Host: "plant-a.azure-devices.net", Port: 443, WebSocket: true, Tried: "plant-a.azure-devices.net", ViaProxy: true, Outcome: "reached", Text: "reached, WebSocket included"},
		{Host: "a.example.com", Port: 443, Tried: "a.example.com", ViaProxy: true, Outcome: "unknown-authority", Failed: true, Text: mixed[1].Text(), Issuer: mixed[1].Issuer, Help: mixed[1].Help()},
		{Host: "b.example.com", Port: 443, Optional: true, Tried: "b.example.com", ViaProxy: true, Outcome: "no-basic", Failed: true, Status: 407, Text: mixed[2].Text(), Offers: []string{"NTLM"}, Help: mixed[2].Help()},
		{Host: "*.azurecr.io", Pattern: true, Port: 443, Outcome: "not-tried", Text: mixed[3].Text()},
	}
	if diff := cmp.Diff(want, got.Results); diff != "" {
		t.Error(diff)
	}
	if text, err := json.Marshal(NewDocument(nil, proxy.URL{})); err != nil || string(text) != `{"version":1,"summary":{"reached":0,"notReached":0,"optionalNotReached":0,"notTried":0},"results":[]}` {
		t.Errorf("%v: %s", err, text)
	}
}

func TestCSV(t *testing.T) {
	var b strings.Builder
	if err := WriteCSV(&b, mixed); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"host", "port", "direct", "optional", "tried", "viaProxy", "outcome", "status", "text"},
		{"plant-a.azure-devices.net", "443", "false", "false", "plant-a.azure-devices.net", "true", "reached", "", "reached, WebSocket included"},
		{"a.example.com", "443", "false", "false", "a.example.com", "true", "unknown-authority", "",
			`certificate by an authority that is not known here: issuer "CN=x;'=cmd\x1b #\u0023vso[x]"`},
		{"b.example.com", "443", "false", "true", "b.example.com", "true", "no-basic", "407", "the proxy lets nobody sign in by Basic (407): it offers NTLM"},
		{"*.azurecr.io", "443", "false", "false", "", "false", "not-tried", "", "not tried: a pattern of which no name is known"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
}
