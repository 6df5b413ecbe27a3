// A server of a private authority: HTTPS, and WebSockets at the path of IoT Hub.
//   node probe.js ADDRESS KEY CERTIFICATE
const https = require('https')
const crypto = require('crypto')
const fs = require('fs')

const [address, key, cert] = process.argv.slice(2)
const server = https.createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(cert) }, (_, response) => response.end('ok'))
server.on('upgrade', (request, socket) => {
  if (request.url !== '/$iothub/websocket' || request.headers['sec-websocket-protocol'] !== 'AMQPWSB10') return socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
  const accept = crypto.createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64')
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: AMQPWSB10\r\n\r\n`)
})
server.listen(443, address, () => console.log('ready'))
