<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ConnectionHealth</name>
    <message>
        <source>NameServer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfileStore</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk, or check the folder&apos;s permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is no JSON object (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is no profile of the sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile %1 was not read: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RouteChanges</name>
    <message>
        <source>%1 moved from %2 to %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: queues %2 → %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: queues to read from %2 → %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: access %2 → %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The topic exists now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The topic does not exist any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 went.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 came, with %2 queues.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n brokers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queues</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScenarioTitle</name>
    <message>
        <source>The NameServer comes and goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More messages than the brokers can take.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of one broker is full, then that of the other one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of two brokers dies, and comes back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One broker answers slowly, then hardly at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One broker advertises an address that clients cannot reach, as brokers in containers do.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::AboutDialog</name>
    <message>
        <source>About Gantry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A producer console for Apache RocketMQ. The core is licensed under Apache-2.0, the window under GPL-3.0-or-later. Apache RocketMQ is a trademark of the Apache Software Foundation, which has no part in this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a report of a fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::AddressMapForm</name>
    <message>
        <source>For brokers that advertise addresses which cannot be reached from here, as those in containers do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advertised address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addresses to use in place of advertised ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no address: give host:port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row %1 needs both addresses; it does not count until then.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::AdvancedDialog</name>
    <message>
        <source>Advanced settings of “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;LS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;ddresses</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::BodyEditor</name>
    <message>
        <source>Body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the body is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hex</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File that is the body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lays out JSON or XML anew; this changes the bytes between its words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load body from file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the bytes of a file as the body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save body to file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the bytes of the body to a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a file as the body…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the file anew whenever the message is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the body here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends no file any more, but what the editor holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a file as the body</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::BodyText</name>
    <message>
        <source>“%1” is no hexadecimal digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the last byte has one digit; two are needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is no Base64</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no JSON: %1, line %2, column %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no XML: %1, line %2, column %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::BrokersTab</name>
    <message>
        <source>Brokers of the sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes all connections of the broker, and its port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the broker&apos;s port again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make %1 writable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make %1 read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The broker takes messages again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The broker refuses sends with NO_PERMISSION.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take %1 out of the route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put %1 into the route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routes do not name the broker; it still answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routes name the broker again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::BurstBar</name>
    <message>
        <source>Progress of the burst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends no more of the burst until this is switched off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the burst; what is under way still gets its outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::ComposerPanel</name>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends this message; starts the producer where it does not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new tab with an empty message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Duplicate message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new tab with a copy of this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes this tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ave message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes this message to a file in the message folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename message…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives this tab a title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as &amp;gantryctl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies a command line that sends this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as &amp;Java</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies a Java class that sends this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send to production</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends what was asked about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send %1 messages to topic %2 of “%3”, which is a production environment?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::ConnectionForm</name>
    <message>
        <source>&amp;Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Producer group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The producer group: what brokers list this producer under.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;NameServers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NameServers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addresses of the cluster&apos;s NameServers, host:port, separated by “;”; port 9876 where none is given. Typed on the sandbox, they become a new profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Instance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instance name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the client id. DEFAULT becomes a unique name at each start; under any other name a group runs only once in this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sandbox, not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>127.0.0.1:9876</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::ConnectionPanel</name>
    <message>
        <source>Restart producer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops the producer and starts it with the profile as it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All settings of the profile, TLS and addresses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy client id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the client id, by which brokers list this producer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnecting to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed to start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop producer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start producer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for what is under way, and stops the producer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts the producer with this profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is shown here takes effect at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Advanced settings… (%n changed)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::DeliveryForm</name>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for the answer, and tries another broker when an attempt fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many at a time; lost connections and time-outs are tried again, a broker&apos;s refusal is final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answers: whether the message was stored stays unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the producer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the whole send, with look-ups, connects and all attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts after the first one; an exact queue and ONEWAY have none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A broker and a queue, for example broker-a:0; empty: the next one in rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as fast as it goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> /s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the message is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ASYNC: messages without an outcome at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no queue: name a broker and a number, for example broker-a:0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::DraftStore</name>
    <message>
        <source>drafts cannot be kept in %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::FaultForm</name>
    <message>
        <source>&amp;Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;emark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;How many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delay in milliseconds, or response code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remark of the refusal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For how many requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until cleared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fault, as the sandbox takes it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is chosen above as one line. Lines can be typed, too: also stop, start, read-only, queues and the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Set fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Active faults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active faults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear faults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse the next 3 sends at broker-a with SYSTEM_BUSY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delay every answer to a send by 2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop the answers to sends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the connection at the next send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear faults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sandbox: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any broker</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::FilterField</name>
    <message>
        <source>&lt;p&gt;All words must be found, in topic, tag, keys, message ID or error.&lt;/p&gt;&lt;p&gt;&lt;b&gt;failed&lt;/b&gt;, &lt;b&gt;ok&lt;/b&gt;, &lt;b&gt;unknown&lt;/b&gt;, &lt;b&gt;sync&lt;/b&gt;, &lt;b&gt;async&lt;/b&gt;, &lt;b&gt;oneway&lt;/b&gt;&lt;br&gt;&lt;b&gt;topic:&lt;/b&gt;Order, &lt;b&gt;tag:&lt;/b&gt;, &lt;b&gt;key:&lt;/b&gt;, &lt;b&gt;id:&lt;/b&gt;, &lt;b&gt;error:&lt;/b&gt;, &lt;b&gt;broker:&lt;/b&gt;, &lt;b&gt;status:&lt;/b&gt;FLUSH&lt;br&gt;&lt;b&gt;queue:&lt;/b&gt;3, &lt;b&gt;queue:&lt;/b&gt;broker-a:3, &lt;b&gt;kind:&lt;/b&gt;timeout, &lt;b&gt;code:&lt;/b&gt;2&lt;br&gt;&lt;b&gt;&amp;gt;50ms&lt;/b&gt;, &lt;b&gt;&amp;lt;1s&lt;/b&gt;, &lt;b&gt;size&amp;gt;1k&lt;/b&gt;, &lt;b&gt;attempts&amp;gt;1&lt;/b&gt;, &lt;b&gt;after:&lt;/b&gt;10m, &lt;b&gt;before:&lt;/b&gt;14:30&lt;br&gt;&lt;b&gt;-&lt;/b&gt;word: not this; &lt;b&gt;&quot;two words&quot;&lt;/b&gt;&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows everything again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::FlightPanel</name>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy flight as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies what happened to the message, step by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a result to see how the message got there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✗ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::FlightStory</name>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, queue %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed to the kernel for %1 after %2. Nobody answers a ONEWAY send: whether it was stored is unknown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored at %1, offset %2, after %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored at %1, offset %2, but not yet on its disk: a crash of that machine now could lose it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored at %1, offset %2, but not copied to another machine: the loss of that one now could lose it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at %1, queue %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>It took %n attempts; before,</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Failed after %n attempt(s) in %1: %2</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 bytes of body, not compressed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes of body, compressed; the whole frame has %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked and packed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waited for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>limits of what may be under way, hand-over to the network thread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no route was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>known already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked the NameServer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; the topic does not exist yet, so the route of the template TBW102 was borrowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1; %n queues to choose from</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Attempt %1: %2, queue %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed over %1, where the attempt before failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed over %1, which does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed over %1, isolated since it was slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 were left of the time-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n fields</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Wait for the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none came</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::History</name>
    <message numerus="yes">
        <source>%n outcomes could not be written to the history.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The history cannot be written: %1. It is tried again every five seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n outcomes were given up.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::HistoryDialog</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results in the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search: failed topic:Order after:2026-12-24 text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many results the history keeps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the selected results as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the selected results with tabs, for a spreadsheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the selected results as JSON, one a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The newest %n results are shown; a narrower search reaches older ones.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n results</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::LogModel</name>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Elapsed ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::LogPanel</name>
    <message>
        <source>Filter the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes to the field that filters the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the newest result in sight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empties the log and its totals; the history keeps all of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the selected results as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the selected results with tabs, for a spreadsheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the selected results as JSON, one a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends the selected messages once more, as they were</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit and resend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the selected message in a new tab of the composer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the results that are shown into a file for a spreadsheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as JSON lines…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the results that are shown into a file, in the form that gantryctl prints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows results of earlier starts, too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter: failed topic:Order queue:broker-a:3 &gt;50ms text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter of the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the results that are shown into a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Totals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State of the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filtering… %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n results were copied.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first %n results were copied; an export writes all of them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages cannot be sent again: they are too old, their bodies are no longer kept.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first %n messages are sent again.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The message is too old: its body and properties are no longer kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as JSON lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl *.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting… %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 is written, but %n results had gone from the log before.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n results are in %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::LogView</name>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::MainWindow</name>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flight of one send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;outing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops the producer and closes the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts every panel back to its first place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Gantry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The version, and what a report of a fault needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State of the producer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 — PRODUCTION — Gantry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 — Gantry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sandbox</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::MessageEditor</name>
    <message>
        <source>use the field Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>use the field Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RocketMQ sets it itself: choose another name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ta&amp;g</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most one; consumers filter by it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For looking the message up; several are separated by spaces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expand variables such as {{uuid}} and {{seq}}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{{uuid}} {{seq}} {{now}} {{epochMillis}} {{randomInt 1 100}} {{randomText 8}} in tag, keys, properties and a text body, anew for every message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the property “%1” is RocketMQ&apos;s own; %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name the topic to send to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 when compressed (%3)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::MessageList</name>
    <message>
        <source>Message files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open message file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the selected message in a tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose message &amp;folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder in which messages are kept, for example a clone of a repository</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::NameServerModel</name>
    <message>
        <source>no broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 queues %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::OutcomeQuery</name>
    <message>
        <source>“%1” is no time: try &gt;50ms, &lt;1ms or &gt;1s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no size: try size&gt;500, size&gt;1k or size&lt;2M.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no number of attempts: try attempts&gt;1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” cannot be compared: a time (&gt;50ms), size and attempts can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no “%1:”. There are topic, tag, key, id, error, broker, queue, status, kind, code, mode, after and before; put quotes around the word to look for it as text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1:” needs a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no mode: sync, async and oneway are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no queue: try queue:3 or queue:broker-a:3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no kind of error; there are %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no response code: try code:2 or code:SYSTEM_BUSY.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no time: try after:10m, after:14:30 or before:2026-12-24.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::ProfileBar</name>
    <message>
        <source>Profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New name of the profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add, duplicate, rename or delete profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment of the profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where this profile leads. Production shows a red frame, and asks before a burst.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Development</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Testing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Production</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes a profile for another cluster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes a profile with the same settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives the profile another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletes the profile; this can be undone until the window closes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo delete profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings the profile back that was deleted last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A profile needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a profile of this name already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was deleted. “Undo delete profile” brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::PropertiesTable</name>
    <message>
        <source>Property</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Properties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add property</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a row for a property of the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove property</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes the selected properties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste properties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes a property from every line name=value of the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ row %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::RequestLogModel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::RouteModel</name>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is passed over for %2 s: latency fault tolerance isolates it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is passed over until it answers: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is passed over until it answers: it left a request unanswered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no master</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last message went here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▸ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::RoutingPanel</name>
    <message>
        <source>Refresh route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks the NameServers for the topic&apos;s route now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brokers and queues of the topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each NameServer says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes of routes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no route any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The route is shown while the producer runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the message a topic to see its route.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking for the route.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This topic does not exist yet. Until its first message makes it, sends go by the route of the template topic TBW102, which is shown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No queue can be written to: sends fail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ no NameServer confirmed this for %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 s ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::SandboxBrokerModel</name>
    <message>
        <source>Broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, advertised as %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in the route</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::SandboxPanel</name>
    <message>
        <source>Brokers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests that the sandbox received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the producer on the sandbox to play with it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::SandboxWatch</name>
    <message>
        <source>The sandbox does not run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the producer on it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::ScenariosTab</name>
    <message>
        <source>What the scenario tells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the scenario</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the scenario and all faults; every server runs and takes messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scenario has ended; every server runs.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::SettingsForm</name>
    <message>
        <source>Range: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset %1 to its default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset to the default, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not possible here: give %2. %3 stays in effect.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::TlsForm</name>
    <message>
        <source>Use &amp;TLS to NameServers and brokers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take &amp;any certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;CA file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system&apos;s authorities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce&amp;rtificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CA file, PEM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate file, PEM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key file, PEM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate and key belong together: give both, or none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>INSECURE: whoever is between here and the servers can read and change every message. Use it for trials only.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::TotalsText</name>
    <message>
        <source>Sent %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p50 %1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p99 %1 ms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gantry::ui::Variables</name>
    <message>
        <source>{{%1}} is no variable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>use {{uuid}}, {{seq}}, {{now}}, {{epochMillis}}, {{randomInt 1 100}} or {{randomText 8}}; or switch off that variables are expanded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
