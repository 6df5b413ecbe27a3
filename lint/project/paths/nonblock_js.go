package paths

// NonBlock is nothing here: there are no pipes.
const NonBlock = 0
