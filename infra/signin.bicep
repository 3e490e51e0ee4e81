// Sign-in with Entra in front of the page. What has a key of its own stays as it is: webhooks, the API, health.

@description('The app that people sign in to.')
param appName string

@description('The app registration\'s. It trusts the app\'s identity by a federated credential, and has no secret.')
param clientId string

@description('What asks for a function\'s key, or for nothing. A path that is missing here is answered with the sign-in page.')
var withoutSignIn = [
  '/api/webhooks/smartreach'
  '/api/webhooks/smartico'
  '/api/health'
  '/api/health/details'
  '/api/counts'
  '/api/events'
  '/api/campaigns'
  '/api/deliveries'
  '/api/rejected'
  '/api/deliveries/*'
  '/api/contacts/*'
  '/api/destinations'
  '/api/destinations/*'
]

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource signIn 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureactivedirectory'
      excludedPaths: withoutSignIn
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: clientId
          clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
      }
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
  }
}
