-- What a person does in Neovim: opens a manifest, looks at the findings, has them fixed,
-- and saves; then accepts the finding of another manifest. It runs inside of Neovim
-- (.ci/neovim), from version 0.7 on, and waits for events, never for a time. PATIENCE is
-- how many milliseconds an event may take.

local server = assert(os.getenv('EDGEPROXY'))
local patience = tonumber(os.getenv('PATIENCE')) or 120000 -- milliseconds; no run waits for it unless it fails

local function say(...) io.stdout:write(string.format(...), '\n') end

local function fail(...)
  say('FAILED: ' .. select(1, ...), select(2, ...))
  vim.cmd('cquit 1')
end

local function wait(what, condition)
  if not vim.wait(patience, condition, 10) then fail('waited in vain for %s', what) end
end

local published = {} -- by URI: the version of the text that the last diagnostics are of
local show = vim.lsp.handlers['textDocument/publishDiagnostics']
vim.lsp.handlers['textDocument/publishDiagnostics'] = function(err, result, ...)
  published[result.uri] = result.version
  return show(err, result, ...)
end

-- current reports whether the diagnostics of a buffer are those of its text.
local function current(buffer)
  local version = published[vim.uri_from_bufnr(buffer)]
  return version and version == vim.lsp.util.buf_versions[buffer]
end

local exit_code
local client = vim.lsp.start_client({
  name = 'edgeproxy',
  cmd = { server, 'lsp' },
  root_dir = vim.fn.getcwd(),
  on_exit = function(code) exit_code = code end,
})

-- As a configuration of filetypes does it: the ignore action opens the configuration.
vim.api.nvim_create_autocmd({ 'BufReadPost', 'BufNewFile' }, {
  pattern = '*.yaml',
  callback = function(event) vim.lsp.buf_attach_client(event.buf, client) end,
})

-- attach has the server look at the current buffer, and waits for what it says.
local function attach()
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, client)
  wait('the diagnostics', function() return current(buffer) end)
  say(':edit %s', vim.fn.expand('%:.'))
  for _, d in ipairs(vim.diagnostic.get(buffer)) do
    say('  %d:%d %s %s %s', d.lnum + 1, d.col + 1, vim.diagnostic.severity[d.severity], d.code or '', (d.message:match('[^\n]*')))
  end
  return buffer
end

-- act chooses the first code action of a kind whose title starts with a text, as a person does.
local function act(kind, title)
  local chosen
  vim.ui.select = function(items, options, on_choice)
    for i, item in ipairs(items) do
      local action = item.action or item[2]
      if vim.startswith(action.title, title) then
        chosen = action.title
        say(':lua vim.lsp.buf.code_action()  -- %s', chosen)
        return on_choice(item, i)
      end
    end
    fail('no action %q among %s', title, vim.inspect(items))
  end
  local context = { only = { kind } }
  if vim.fn.has('nvim-0.8') == 1 then
    vim.lsp.buf.code_action({ context = context })
  else
    vim.lsp.buf.code_action(context)
  end
  wait('the choice of an action', function() return chosen end)
end

local function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') end

local function ask(method)
  local answers = vim.lsp.buf_request_sync(0, method, vim.lsp.util.make_position_params(0, 'utf-16'), patience)
  for _, answer in pairs(answers or {}) do
    if answer.result then return answer.result end
  end
  fail('no answer to %s', method)
end

local manifest = attach()
local first = vim.diagnostic.get(manifest)[1]
if first then
  vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
  say(':lua vim.lsp.buf.hover()')
  for line in ask('textDocument/hover').contents.value:gmatch('#[^\n]*') do say('  %s', line) end
  for _, lens in ipairs(ask('textDocument/codeLens')) do say('lens: %s', lens.command.title) end

  if first.code == 'EP101' then vim.cmd('silent write other.json') end
  local before = text()
  act('source.fixAll', 'Fix all')
  wait('the edit', function() return text() ~= before end)
  wait('the diagnostics of the mended text', function() return current(manifest) end)
  say('  left: %d', #vim.diagnostic.get(manifest))
  for _, lens in ipairs(ask('textDocument/codeLens')) do say('lens: %s', lens.command.title) end
  vim.cmd('silent write')
  say(':write')
end

if first and first.code == 'EP101' then -- the same text again, accepted this time
  vim.cmd('silent edit other.json')
  local other = attach()
  local function accepted()
    for _, d in ipairs(vim.diagnostic.get(other)) do
      if d.code == 'EP101' then return false end
    end
    return true
  end
  if accepted() then fail('the finding is not there') end
  local d = vim.diagnostic.get(other)[1]
  vim.api.nvim_win_set_cursor(0, { d.lnum + 1, d.col })
  act('quickfix', 'Ignore EP101')
  wait('the end of the finding', accepted)
  vim.cmd('silent wall')
  say(':wall')
end

vim.lsp.stop_client(client)
wait('the end of the server', function() return exit_code end)
say('the server has ended with %d', exit_code)
vim.cmd(exit_code == 0 and 'qall!' or 'cquit 1')
