# Puts a proxy into Azure IoT Edge 1.1 with Windows containers, which is out of support:
# the services iotedge and iotedge-moby get it by the registry. Run it as administrator;
# read it before.
#
#   .\edgeproxy-windows.ps1                      asks for the address of the proxy
#   $env:EDGEPROXY_PROXY_URL = ...; .\edgeproxy-windows.ps1
#
# The address is http://USER:PASSWORD@HOST:PORT, user and password percent-encoded. For
# edgeAgent, put https_proxy and UpstreamProtocol into agent: env: of
# C:\ProgramData\iotedge\config.yaml by hand, and into the deployment by
# "edgeproxy apply".
#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'

$proxy = $env:EDGEPROXY_PROXY_URL
if (-not $proxy) {
    $typed = Read-Host -Prompt 'Address of the proxy' -AsSecureString
    $proxy = (New-Object System.Net.NetworkCredential('', $typed)).Password
}
if ($proxy -cnotmatch '^https?://([^\s/?#@]+@)?[^\s/?#@]+$') {
    throw 'the address of the proxy: expected http://HOST:PORT or http://USER:PASSWORD@HOST:PORT'
}

$services = [ordered]@{
    'iotedge-moby' = 'HTTP_PROXY', 'HTTPS_PROXY'
    'iotedge'      = , 'https_proxy'
}
$registry = 'HKLM:\SYSTEM\CurrentControlSet\Services'
foreach ($service in $services.Keys) {
    if (-not (Test-Path "$registry\$service")) { throw "there is no service ${service}: nothing was changed" }
}
foreach ($service in $services.Keys) {
    $key = "$registry\$service"
    $names = $services[$service]
    $kept = @((Get-ItemProperty -Path $key).Environment | Where-Object { $_ -and $names -notcontains $_.Split('=')[0] })
    $value = $kept + @($names | ForEach-Object { "$_=$proxy" })
    New-ItemProperty -Path $key -Name Environment -PropertyType MultiString -Value ([string[]]$value) -Force | Out-Null
    Restart-Service -Name $service -Force
}
Write-Output 'written; then test the connections: iotedge check'
