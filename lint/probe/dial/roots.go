package dial

import (
	"crypto/x509"
	"errors"
)

// ErrNoCertificate says that a file of authorities holds none.
var ErrNoCertificate = errors.New("no certificate in it: expected PEM, with -----BEGIN CERTIFICATE-----")

// Roots are the authorities that the machine knows, and those of a PEM file: a device
// has them in its store and in its trust bundle. The error is ErrNoCertificate if the
// file holds none.
func Roots(pem []byte) (*x509.CertPool, error) {
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, ErrNoCertificate
	}
	return pool, nil
}
