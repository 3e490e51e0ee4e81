@export()
@description('Tags, by name.')
type tagSet = {
  *: string
}
