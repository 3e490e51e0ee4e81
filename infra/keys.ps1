#!/usr/bin/env pwsh
# Gives each vendor's function a key of its own and prints the URL to paste at the vendor, once: when the key is new.
# azd runs it after each deployment. By hand: `azd hooks run postdeploy`, or with the three variables below set.
# A log is no place for a key: where CI is set, keys are made but not shown.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

function Get-Required([string] $name) {
    $value = [Environment]::GetEnvironmentVariable($name)
    if ([string]::IsNullOrWhiteSpace($value)) { throw "$name is not set: run this as azd hooks run postdeploy" }
    return $value
}

$group = Get-Required 'AZURE_RESOURCE_GROUP'
$app = Get-Required 'FUNCTION_APP_NAME'
$url = Get-Required 'FUNCTION_APP_URL'
$waitSeconds = $env:KEYS_WAIT_SECONDS ? [int]$env:KEYS_WAIT_SECONDS : 10
$tries = 30

# The host lists a function some time after its code is there; until then its keys cannot be read or made.
function Get-Key([string] $function, [string] $name) {
    for ($attempt = 1; $attempt -le $tries; $attempt++) {
        $key = az functionapp function keys list --resource-group $group --name $app --only-show-errors --function-name $function --query $name --output tsv
        if ($LASTEXITCODE -eq 0) { return "$key".Trim() }
        if ($attempt -lt $tries) { Start-Sleep -Seconds $waitSeconds }
    }
    throw "The keys of $function cannot be read. Does the app run, and may you manage it (Website Contributor)?"
}

function Set-VendorKey([string] $function, [string] $name, [string] $route) {
    $show = "az functionapp function keys list --resource-group $group --name $app --function-name $function"
    if (Get-Key $function $name) {
        Write-Output "${name}: has its key already. It is shown by: $show"
        return
    }

    # No value: the host makes a good one.
    az functionapp function keys set --resource-group $group --name $app --only-show-errors --function-name $function --key-name $name --output none
    if ($LASTEXITCODE -ne 0) { throw "The key of $function could not be made." }
    if ($env:CI) {
        Write-Output "${name}: has a key now. It is shown by: $show"
        return
    }

    $key = Get-Key $function $name
    Write-Output "${name}: paste this URL at the vendor; it holds the key, so treat it as a password:"
    Write-Output "  $url/${route}?code=$key"
}

Set-VendorKey SmartReachWebhook smartreach api/webhooks/smartreach
Set-VendorKey SmarticoWebhook smartico api/webhooks/smartico
