package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// proxyEnv is the environment variable with the proxy.
const proxyEnv = "EDGEPROXY_PROXY_URL"

// proxyFlags are the ways to give the proxy. A password need not stand on the
// command line, where other users of the machine see it.
type proxyFlags struct {
	url, file string
}

// add adds the flags. The role says what the proxy is for.
func (f *proxyFlags) add(flags *pflag.FlagSet, role string) {
	flags.StringVar(&f.url, "proxy-url", "", role+", a `URL` such as http://proxy.example.com:3128, or a placeholder such as ${PROXY_URL}; default: the environment variable "+proxyEnv)
	flags.StringVar(&f.file, "proxy-url-file", "", "read the proxy from the first line of this `FILE`, so that a password need not be an argument")
}

// read is the proxy that was given; zero if none was.
func (f *proxyFlags) read(a *app) (manifest.ProxyURL, error) {
	value, from := f.url, "--proxy-url"
	switch {
	case f.url != "" && f.file != "":
		return manifest.ProxyURL{}, errors.New("--proxy-url and --proxy-url-file exclude each other: expected one of them")
	case f.file != "":
		from = "--proxy-url-file " + shownName(f.file)
		a.stdinTaken = f.file == stdinName
		text, err := readFirstLine(f.file, a.stdin)
		if err != nil {
			return manifest.ProxyURL{}, fmt.Errorf("%s: cannot be read: %w", from, reason(err))
		}
		value = string(text)
	case f.url == "":
		value, from = a.getenv(proxyEnv), "environment variable "+proxyEnv
		if strings.TrimSpace(value) == "" {
			return manifest.ProxyURL{}, nil
		}
	}
	url, err := manifest.ParseProxyURL(value)
	if err != nil {
		return manifest.ProxyURL{}, fmt.Errorf("%s: %w", from, err)
	}
	return url, nil
}

// readFirstLine reads the first line of a file, which may be a pipe.
func readFirstLine(path string, stdin io.Reader) ([]byte, error) {
	const most = 64 << 10
	r := stdin
	if path != stdinName {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	}
	line, err := bufio.NewReader(io.LimitReader(r, most)).ReadBytes('\n')
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, err
	case len(line) == most:
		return nil, errors.New("its first line is too long for a URL")
	case bytes.HasPrefix(line, []byte("\xff\xfe")), bytes.HasPrefix(line, []byte("\xfe\xff")):
		return nil, errors.New("it is UTF-16: save it as UTF-8")
	}
	return bytes.TrimRight(bytes.TrimPrefix(line, []byte("\uFEFF")), "\r\n"), nil
}
