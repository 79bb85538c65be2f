<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
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
</context>
</TS>
