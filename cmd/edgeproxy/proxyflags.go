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

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// proxyEnv is the environment variable with the proxy.
const proxyEnv = "EDGEPROXY_PROXY_URL"

// proxyFlags are the ways to give the proxy. A password need not stand on the
// command line, where other users of the machine see it.
type proxyFlags struct {
	url, file          string
	user, passwordFile string
}

// add adds the flags. The role says what the proxy is for.
func (f *proxyFlags) add(flags *pflag.FlagSet, role string) {
	flags.StringVar(&f.url, "proxy-url", "", role+", a `URL` such as http://proxy.example.com:3128, or a placeholder such as ${PROXY_URL}; default: the environment variable "+proxyEnv)
	flags.StringVar(&f.file, "proxy-url-file", "", "read the proxy from the first line of this `FILE`, so that a password need not be an argument")
	flags.StringVar(&f.user, "proxy-user", "", "put this user `NAME` and the password of --proxy-password-file into the proxy, both percent-encoded")
	flags.StringVar(&f.passwordFile, "proxy-password-file", "", "read the password for --proxy-user from the first line of this `FILE`; the password is not percent-encoded there")
}

// read is the proxy that was given, with its user; zero if none was.
func (f *proxyFlags) read(a *app) (manifest.ProxyURL, error) {
	url, from, err := f.readAddress(a)
	switch {
	case err != nil || f.user == "" && f.passwordFile == "":
		return url, err
	case f.user == "" || f.passwordFile == "":
		return manifest.ProxyURL{}, errors.New("--proxy-user and --proxy-password-file need each other: expected both of them")
	case url.IsZero():
		return manifest.ProxyURL{}, errors.New("--proxy-user: no proxy to put the user into: expected --proxy-url URL, --proxy-url-file FILE or the environment variable " + proxyEnv)
	case f.passwordFile == paths.Stdin && a.stdinTaken:
		return manifest.ProxyURL{}, errors.New("standard input cannot be both --proxy-url-file and --proxy-password-file: expected one of them as a file")
	}
	password, err := f.readPassword(a)
	if err != nil {
		return manifest.ProxyURL{}, err
	}
	if url, err = url.WithUser(f.user, password); err != nil {
		return manifest.ProxyURL{}, fmt.Errorf("--proxy-user with %s: %w", from, err)
	}
	return url, nil
}

// readPassword reads the password file.
func (f *proxyFlags) readPassword(a *app) (string, error) {
	from := "--proxy-password-file " + paths.Shown(f.passwordFile)
	a.stdinTaken = a.stdinTaken || f.passwordFile == paths.Stdin
	text, err := readFirstLine(f.passwordFile, a.stdin)
	switch {
	case err != nil:
		return "", fmt.Errorf("%s: cannot be read: %w", from, paths.Reason(err))
	case len(text) == 0:
		return "", fmt.Errorf("%s: its first line is empty: expected the password", from)
	}
	return string(text), nil
}

// readAddress is the address that was given, and where it comes from.
func (f *proxyFlags) readAddress(a *app) (url manifest.ProxyURL, from string, err error) {
	value, from := f.url, "--proxy-url"
	switch {
	case f.url != "" && f.file != "":
		return manifest.ProxyURL{}, from, errors.New("--proxy-url and --proxy-url-file exclude each other: expected one of them")
	case f.file != "":
		from = "--proxy-url-file " + paths.Shown(f.file)
		a.stdinTaken = f.file == paths.Stdin
		text, err := readFirstLine(f.file, a.stdin)
		if err != nil {
			return manifest.ProxyURL{}, from, fmt.Errorf("%s: cannot be read: %w", from, paths.Reason(err))
		}
		value = string(text)
	case f.url == "":
		value, from = a.getenv(proxyEnv), "environment variable "+proxyEnv
		if strings.TrimSpace(value) == "" {
			return manifest.ProxyURL{}, from, nil
		}
	}
	if url, err = manifest.ParseProxyURL(value); err != nil {
		return manifest.ProxyURL{}, from, fmt.Errorf("%s: %w", from, err)
	}
	return url, from, nil
}

// readFirstLine reads the first line of a file, which may be a pipe.
func readFirstLine(path string, stdin io.Reader) ([]byte, error) {
	const most = 64 << 10
	r := stdin
	if path != paths.Stdin {
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
		return nil, errors.New("its first line is too long")
	case bytes.HasPrefix(line, []byte("\xff\xfe")), bytes.HasPrefix(line, []byte("\xfe\xff")):
		return nil, errors.New("it is UTF-16: save it as UTF-8")
	}
	return bytes.TrimRight(bytes.TrimPrefix(line, []byte("\uFEFF")), "\r\n"), nil
}

// checkOutputs makes sure that no output would replace a file that holds the proxy.
func (f *proxyFlags) checkOutputs(outputs []string) error {
	var sources []project.Source
	for _, s := range []project.Source{{Path: f.file, Role: "holds the proxy"}, {Path: f.passwordFile, Role: "holds the password of the proxy"}} {
		if s.Path != "" && s.Path != paths.Stdin {
			sources = append(sources, s)
		}
	}
	return project.CheckOutputs(outputs, sources)
}
