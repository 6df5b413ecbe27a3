    function fail(at, why) { if (!failed) { failed = 1; print "line " at ": " why > REASON } }
    function is_agent(name) { return name == "agent" || name ~ /^agent\./ }
    function plain(s) { gsub(/["\047 \t]/, "", s); return s }
    # What is written, as lines of their own.
    function add(s) { new[++added] = s }
    function vars(indent, quote, sign) {
      add(indent quote "https_proxy" quote sign "\"" ENVIRON["PROXY"] "\"")
      if (!protocol) add(indent quote "UpstreamProtocol" quote sign "\"AmqpWs\"")
    }
    # The style of the pair in a line.
    function style(s) {
      match(s, /^[ \t]*/); indent = substr(s, 1, RLENGTH); s = substr(s, RLENGTH + 1)
      match(s, /^[^= \t]+/); quote = substr(s, RLENGTH, 1) == "\"" && substr(s, 1, 1) == "\"" ? "\"" : ""
      s = substr(s, RLENGTH + 1); match(s, /^[ \t]*=[ \t]*/); sign = substr(s, 1, RLENGTH)
    }
    { line[NR] = $0; s = $0; if (sub(/\r$/, "", s)) crs++; text[NR] = s }
    s ~ /\r/ { fail(NR, "a carriage return within the line") }
    /"""|\047\047\047/ { fail(NR, "a text of several lines") }
    s ~ /^[ \t]*(#.*)?$/ {
      if (commented && s ~ /^#/ || s ~ /^#[ \t]*\[agent(\.[A-Za-z0-9_]+)*\]/) { commented = 1; place = NR; follows = 0 } else commented = 0
      if (!image && match(s, /^#[ \t]*image[ \t]*=[ \t]*"[A-Za-z0-9_.\/:-]+\/azureiotedge-agent:[A-Za-z0-9_.-]+"/)) {
        image = substr(s, 1, RLENGTH - 1); sub(/^[^"]*"/, "", image)
      }
      next
    }
    { commented = 0 }
    s ~ /^[ \t]*\[/ {
      if (s !~ /^[ \t]*\[[A-Za-z0-9_."\047 -]+\][ \t]*(#.*)?$/ && s !~ /^[ \t]*\[\[[A-Za-z0-9_."\047 -]+\]\][ \t]*(#.*)?$/) { fail(NR, "this header is not understood"); next }
      table = s; sub(/^[ \t]*\[+/, "", table); sub(/\].*$/, "", table)
      if (plain(table) != table && is_agent(plain(table)) || s ~ /\[\[/ && is_agent(plain(table))) fail(NR, "this spelling of [" plain(table) "] is not understood")
      if (is_agent(table)) { last = NR; lastpair = 0; agent = 1 }
      if (table == "agent.env") { if (env) fail(NR, "a second [agent.env]"); env = NR; envpair = 0 }
      if (s !~ /^[ \t]*\[\[/ && seen[plain(table)]++) fail(NR, "a second [" plain(table) "]")
      headers++
      if (table ~ /^cert_issuance\.est(\.|$)/) est = 1
      if (place) closed = 1
      next
    }
    s !~ /^[ \t]*[A-Za-z0-9_."\047-]+[ \t]*=[ \t]*[^ \t]/ { fail(NR, "this line is not understood"); next }
    {
      key = s; sub(/[ \t]*=.*$/, "", key); sub(/^[ \t]*/, "", key); name = plain(key); low = tolower(s)
      value = s; sub(/^[^=]*=[ \t]*/, "", value)
      if (names[headers, name]++) fail(NR, "a second " name)
      if (value ~ /[[{][^]}]*$/) fail(NR, "a value of several lines")
      else if (value !~ /^("([^"\\]|\\.)*"|\047[^\047]*\047|[0-9+-][0-9A-Za-z+:._ -]*|true|false|inf|nan|\[.*\]|[{].*[}])[ \t]*(#.*)?$/) fail(NR, "this value is not understood")
      if (table == "" && is_agent(name) || table == "agent" && name ~ /^env(\.|$)/ || is_agent(table) && name ~ /\./ || table == "cert_issuance" && name ~ /^est/ || table == "" && name ~ /^cert_issuance\.est/) fail(NR, "this way to write " name " is not understood")
      if (is_agent(table)) { last = NR; lastpair = NR }
      if (table == "agent.env") envpair = NR
      if (table == "agent.env" && name == "https_proxy" && index(value, "\"" ENVIRON["PROXY"] "\"") == 1) same = NR
      else if (low ~ /https?_proxy/) fail(NR, "there is another proxy")
      if (tolower(name) == "upstreamprotocol") {
        if (table != "agent.env" || tolower(value) !~ /^["\047](amqpws|mqttws)["\047][ \t]*(#.*)?$/) fail(NR, "this UpstreamProtocol is not understood")
        protocol = NR
      }
      if (place && !closed) follows = 1
    }
    END {
      if (crs && crs != NR) fail(1, "line endings are mixed")
      if (same && !protocol) fail(same, "https_proxy stands there without UpstreamProtocol")
      if (failed) exit 3
      print est + 0 > EST
      if (same) { for (i = 1; i <= NR; i++) print line[i]; exit }
      if (env) {
        at = envpair ? envpair : env; style(text[at])
        if (!envpair) { quote = ""; sign = " = " }
        add("# edgeproxy: begin"); vars(indent, quote, sign)
      } else if (agent) {
        at = last; style(text[at])
        if (!lastpair) { quote = ""; sign = " = " }
        add(""); add("# edgeproxy: begin"); add("[agent.env]"); vars(indent, quote, sign)
      } else {
        at = place && !follows ? place : NR
        add(""); add("# edgeproxy: begin")
        add("[agent]"); add("name = \"edgeAgent\""); add("type = \"docker\""); add("")
        add("[agent.config]"); add("image = \"" (image ? image : "mcr.microsoft.com/azureiotedge-agent:1.6") "\""); add(""); add("[agent.env]")
        vars("", "", " = ")
      }
      add("# edgeproxy: end")
      for (i = 1; i <= NR; i++) { print line[i]; if (i == at) for (j = 1; j <= added; j++) print new[j] (crs ? "\r" : "") }
    }
