# Puts a proxy into the virtual machine of Azure IoT Edge for Linux on Windows (EFLOW),
# as "edgeproxy device write" does on Linux. Run it as administrator; read it before.
#
#   .\edgeproxy-eflow.ps1                        asks for the address of the proxy
#   $env:EDGEPROXY_PROXY_URL = ...; .\edgeproxy-eflow.ps1
#
# The address is http://USER:PASSWORD@HOST:PORT, user and password percent-encoded.
# Set-EflowVmProxyServers is not used: it loses percent signs, and it adds a second
# [agent] to a config.toml that has one.
#Requires -RunAsAdministrator
#Requires -Modules AzureEFLOW
$ErrorActionPreference = 'Stop'

$proxy = $env:EDGEPROXY_PROXY_URL
if (-not $proxy) {
    $typed = Read-Host -Prompt 'Address of the proxy' -AsSecureString
    $proxy = (New-Object System.Net.NetworkCredential('', $typed)).Password
}

# The script that runs in the virtual machine.
$script = @'
<linux.sh>
'@

$folder = Join-Path $env:TEMP ('edgeproxy-' + [Guid]::NewGuid())
New-Item -ItemType Directory -Path $folder | Out-Null
try {
    # Nobody but this user and administrators may read the folder.
    & icacls.exe $folder /inheritance:r /grant:r "$($env:USERNAME):(OI)(CI)F" '*S-1-5-32-544:(OI)(CI)F' | Out-Null
    if ($LASTEXITCODE -ne 0) { throw 'the folder for the script cannot be protected' }
    $text = New-Object System.Text.UTF8Encoding($false)
    [IO.File]::WriteAllText("$folder\script", ($script -replace "`r`n", "`n") + "`n", $text)
    [IO.File]::WriteAllText("$folder\proxy", $proxy + "`n", $text)

    Invoke-EflowVmCommand 'rm -rf /home/iotedge-user/edgeproxy && mkdir -m 700 /home/iotedge-user/edgeproxy'
    Copy-EflowVmFile -fromFile "$folder\script" -toFile '/home/iotedge-user/edgeproxy/script' -pushFile
    Copy-EflowVmFile -fromFile "$folder\proxy" -toFile '/home/iotedge-user/edgeproxy/proxy' -pushFile
    Invoke-EflowVmCommand 'sudo sh /home/iotedge-user/edgeproxy/script < /home/iotedge-user/edgeproxy/proxy 2>&1'
}
finally {
    Invoke-EflowVmCommand 'rm -rf /home/iotedge-user/edgeproxy' -ignoreError
    Remove-Item -Recurse -Force $folder
}
