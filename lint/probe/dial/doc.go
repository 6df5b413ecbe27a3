// Package dial tries which hosts of a deployment a device reaches: through the
// proxy, or without one.
//
//	results, err := dial.Run(ctx, list.Endpoints(), dial.Options{Proxy: proxy})
//	for _, r := range results {
//		fmt.Println(r.Host, r.Port, r.Outcome, r.Text())
//	}
//
// Run does what the device does: it sends CONNECT to the proxy, with the user and the
// password of its address (Basic, as the daemons and Docker send them), then makes
// the TLS handshake, and opens a WebSocket at IoT Hub. Port 80 is asked by plain
// HTTP. What the runtime reaches without a proxy (endpoints.Endpoint.Direct) is tried
// without it. Nothing is pulled, and nobody signs in anywhere but at the proxy.
//
// It is the one package that opens connections, and the one that links TLS: a program
// that only reads results imports package probe.
//
// # Promises
//
//   - Run connects to the proxy and to the endpoints, and to nothing else.
//   - The results have the order of the endpoints, whatever the number of workers.
//   - No result, text or error holds the password of the proxy, also if a server sends
//     it back. The user is not in them either, unless it is part of a server's name.
//   - An answer without an end is not read to its end, and no endpoint takes longer than
//     its time.
//   - The issuer of a certificate is the only text of a server in a result: see package
//     probe.
package dial
