package prober_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/prober"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/prober/answer"
	"github.com/iotedge-tools/edgeproxy/lint/probe"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

const version = "v1.2.3"

// TestMain lets the test binary be the other program, or one that does not answer as it
// should.
func TestMain(m *testing.M) {
	switch os.Getenv("BE") {
	case "":
		os.Exit(m.Run())
	case "silent":
		fmt.Println(`{"Total": 1}`)
		_, _ = io.Copy(io.Discard, os.Stdin)
	case "broken":
		fmt.Println("no JSON")
	case "short":
		fmt.Println(`{"Ended": true}`)
	case "dead":
		os.Exit(3)
	default:
		os.Exit(answer.Main(answer.Streams{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}, nil, version))
	}
}

func refusing(t *testing.T) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	t.Cleanup(server.Close)
	return server.URL
}

// list are endpoints with all that an endpoint may say.
var list = []endpoints.Endpoint{
	{Host: "a.example.com", Port: 443, Optional: true, Reasons: []endpoints.Reason{{For: "images"}}},
	{Host: "b.example.com", Port: 8883},
}

func self(t *testing.T) string {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestRun: the results are those of the endpoints, in their order, and the progress is
// told.
func TestRun(t *testing.T) {
	t.Setenv("BE", "it")
	var told []string
	tell := func(done, total int) { told = append(told, fmt.Sprint(done, "/", total)) }
	results, err := prober.Run(context.Background(), self(t), prober.Request{Version: version, Proxy: refusing(t), Jobs: 1, Timeout: time.Hour, Endpoints: list}, tell)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range results {
		if fmt.Sprint(r.Endpoint) != fmt.Sprint(list[i]) || r.Outcome != probe.Refused || r.Status != 403 || !r.ViaProxy {
			t.Errorf("%d: %+v", i, r)
		}
	}
	if got := strings.Join(told, " "); got != "0/2 1/2 2/2" {
		t.Errorf("progress %s", got)
	}
}

// TestRefused: each error says what is wrong.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		be, want string
		request  prober.Request
	}{
		{"it", "edgeproxy-probe is of version v1.2.3, and edgeproxy of v2.0.0: install both from one release", prober.Request{Version: "v2.0.0"}},
		{"it", "no certificate in it: expected PEM, with -----BEGIN CERTIFICATE-----", prober.Request{Version: version, Roots: []byte("x")}},
		{"it", "no certificate in it: expected PEM, with -----BEGIN CERTIFICATE-----", prober.Request{Version: version, Roots: []byte{}}},
		{"broken", "edgeproxy-probe has not answered: what it prints is not JSON", prober.Request{}},
		{"short", "edgeproxy-probe has answered for 0 of 2 hosts", prober.Request{Endpoints: list}},
		{"dead", "edgeproxy-probe has not answered: exit status 3", prober.Request{}},
	} {
		t.Setenv("BE", test.be)
		_, err := prober.Run(context.Background(), self(t), test.request, func(int, int) {})
		if err == nil || err.Error() != test.want {
			t.Errorf("%v\nwant %s", err, test.want)
		}
	}
	if _, err := prober.Run(context.Background(), self(t)+"-gone", prober.Request{}, nil); fmt.Sprint(err) != "edgeproxy-probe cannot be started: no such file or directory" && runtime.GOOS != "windows" {
		t.Errorf("a program that is not there: %v", err)
	}
}

// TestCancel: when the run is interrupted, the other program ends.
func TestCancel(t *testing.T) {
	t.Setenv("BE", "silent")
	ctx, cancel := context.WithCancel(context.Background())
	_, err := prober.Run(ctx, self(t), prober.Request{}, func(int, int) { cancel() }) // now it waits for the end of its input
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestOutlives: the other program ends when nobody waits for it any more, even in the
// middle of a host that does not answer.
func TestOutlives(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	request, err := json.Marshal(prober.Request{Version: version, Proxy: "http://" + silent.Addr().String(), Timeout: time.Hour, Jobs: 1, Endpoints: list})
	if err != nil {
		t.Fatal(err)
	}
	in, asker := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- answer.Main(answer.Streams{Stdin: in, Stdout: io.Discard, Stderr: io.Discard}, nil, version)
	}()
	if _, err := asker.Write(request); err != nil {
		t.Fatal(err)
	}
	conn, err := silent.Accept() // now it waits for the answer of the proxy
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	asker.Close()
	<-ended
}

// TestByHand: who starts the other program himself is told how it is meant.
func TestByHand(t *testing.T) {
	for _, args := range [][]string{{"--help"}, nil} {
		var stderr strings.Builder
		code := answer.Main(answer.Streams{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &stderr}, args, version)
		if code != 2 || !strings.Contains(stderr.String(), `"edgeproxy probe"`) {
			t.Errorf("%q: exit code %d: %s", args, code, stderr.String())
		}
	}
}
