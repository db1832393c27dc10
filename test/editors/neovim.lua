-- What a person does in Neovim with a descriptor, by Neovim's own LSP client: open it, look at what is wrong, hover, complete,
-- take the quick fix. What Neovim showed goes as JSON into the file that $KSPIN_REPORT names; neovim.test.ts judges it.
-- Written for Neovim 0.7, which Debian 12 has; that one cannot pull diagnostics, so the server must push them.

local report = {}

local function finish()
  local file = assert(io.open(vim.env.KSPIN_REPORT, 'w'))
  file:write(vim.json.encode(report))
  file:close()
  vim.cmd('qall!')
end

--- Lets Neovim go on until `condition` gives something, and returns that.
local function wait_for(what, condition)
  for _ = 1, 1500 do
    local value = condition()
    if value then return value end
    local thread = coroutine.running()
    vim.defer_fn(function() coroutine.resume(thread) end, 20)
    coroutine.yield()
  end
  error('Neovim waited in vain for ' .. what)
end

--- Puts the cursor on the first character of a text.
local function go_to(text)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search('\\V' .. vim.fn.escape(text, '\\'), 'cW') > 0, text .. ' is not in the buffer')
end

local function floating_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
    end
  end
end

local function diagnostics()
  return vim.tbl_map(function(found)
    local described = found.user_data.lsp.codeDescription
    return {
      line = found.lnum,
      character = found.col,
      severity = found.severity,
      source = found.source,
      code = found.user_data.lsp.code,
      page = described and described.href,
      message = found.message,
    }
  end, vim.diagnostic.get(0))
end

local function press(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 't', false)
end

local function session()
  vim.cmd('edit ' .. vim.env.KSPIN_DESCRIPTOR)
  local client = vim.lsp.start_client({
    name = 'kspin',
    cmd = { 'kspin-language-server', '--stdio' },
    root_dir = vim.fn.getcwd(),
    on_exit = function(code) report.exit_code = code end,
  })
  vim.lsp.buf_attach_client(0, client)
  vim.bo.omnifunc = 'v:lua.vim.lsp.omnifunc'
  vim.o.completeopt = 'menuone,noinsert'

  wait_for('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
  report.diagnostics = diagnostics()

  go_to('nSamplesPerSec')
  vim.lsp.buf.hover()
  report.hover = wait_for('the hover window', floating_text)

  go_to('"wBitsPerSample"')
  press('O"nA<C-x><C-o>')
  wait_for('the completion menu', function() return vim.fn.pumvisible() == 1 end)
  report.completion = vim.tbl_map(function(item) return item.abbr end, vim.fn.complete_info({ 'items' }).items)
  press('<C-y><Esc>')
  wait_for('the end of typing', function() return vim.fn.mode() == 'n' end)
  report.completed = vim.api.nvim_get_current_line()
  press('dd')
  wait_for('the line to go', function() return vim.fn.search('nAvgBytesPerSec', 'nw') == 0 end)

  go_to('3 ')
  vim.ui.select = function(actions, options, choose)
    report.actions = vim.tbl_map(options.format_item, actions)
    choose(actions[1])
  end
  vim.lsp.buf.code_action()
  wait_for('the quick fix', function() return #vim.diagnostic.get(0) == 0 end)
  report.fixed = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')

  vim.lsp.buf.formatting_sync({ tabSize = 2, insertSpaces = true }, 20000)
  report.formatted = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')

  vim.lsp.stop_client(client)
  wait_for('the end of the server', function() return report.exit_code end)
end

coroutine.wrap(function()
  local ok, problem = xpcall(session, debug.traceback)
  if not ok then report.problem = problem end
  finish()
end)()
