// The app's own settings at their defaults, by the names that local.settings.sample.json and README have. A test holds
// all three and the options in the code equal. A set-up changes single ones with its parameter `settings`.

@export()
@description('Values by name.')
var defaults = {
  RollupSchedule: '0 */5 * * * *'
  MaxBodyBytes: '4194304'
  RetentionDays: '0'
  PartitionsPerVendorDay: '1'
  Vendors__Smartico__Fields__User: 'login'
  Vendors__Smartico__Fields__Time: 'time'
  Vendors__Smartico__Fields__Channel: 'channel'
  Vendors__Smartico__Fields__Campaign: 'campaign_name'
  Vendors__Smartico__Fields__ViewUrl: 'view_url'
  Vendors__Smartico__Template: ''
  Destinations__crm__Url: ''
  Destinations__crm__Secret: ''
  Destinations__crm__Types: ''
  Destinations__crm__Vendors: ''
  Destinations__crm__Format: 'cloudevent'
  Destinations__crm__MaxPerSecond: ''
}
