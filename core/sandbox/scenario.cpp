// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/scenario.h"

#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry::sandbox {

namespace {

using Kind = ScenarioStep::Kind;

/// "5s", "200ms".
std::optional<milliseconds> readTime(const QString &text)
{
    const bool isMillis = text.endsWith("ms"_L1);
    if (!isMillis && !text.endsWith(u's'))
        return std::nullopt;
    bool isNumber = false;
    const int number = text.chopped(isMillis ? 2 : 1).toInt(&isNumber);
    if (!isNumber || number < 1)
        return std::nullopt;
    return milliseconds(isMillis ? number : number * 1000);
}

Error wrongLine(qsizetype number, const QString &line, const QString &hint)
{
    return {ErrorKind::Usage, u"line %1 of the scenario makes no sense: %2"_s.arg(number).arg(line), hint,
            std::nullopt};
}

} // namespace

Result<QList<ScenarioStep>> readScenario(const QString &text)
{
    QList<ScenarioStep> steps;
    bool waits = false;
    qsizetype number = 0;
    for (const QString &raw : text.split(u'\n')) {
        ++number;
        const QString line = raw.simplified();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const QString rest = line.section(u' ', 1);
        if (line.startsWith("after "_L1)) {
            const std::optional<milliseconds> time = readTime(rest);
            if (!time)
                return wrongLine(number, line, u"write for example: after 5s, or: after 200ms"_s);
            steps.append({Kind::Wait, {}, *time});
            waits = true;
        } else if (line == "repeat"_L1) {
            if (!waits)
                return wrongLine(number, line, u"let it wait before: it would never end"_s);
            steps.append({Kind::Repeat, {}, {}});
        } else if (line.startsWith("say "_L1)) {
            steps.append({Kind::Say, rest, {}});
        } else {
            steps.append({Kind::Control, line, {}});
        }
    }
    return steps;
}

void ScenarioPlayer::play(QList<ScenarioStep> steps, Control control, Say say)
{
    m_steps = std::move(steps);
    m_next = 0;
    m_control = std::move(control);
    m_say = std::move(say);
    m_timer.setSingleShot(true);
    m_timer.disconnect(this);
    connect(&m_timer, &QTimer::timeout, this, &ScenarioPlayer::goOn);
    goOn();
}

void ScenarioPlayer::goOn()
{
    while (m_next < m_steps.size()) {
        const ScenarioStep &step = m_steps[m_next++];
        switch (step.kind) {
        case Kind::Control:
            if (const Result<void> done = m_control(step.text); !done)
                m_say(done.error().detail);
            break;
        case Kind::Say:
            m_say(step.text);
            break;
        case Kind::Wait:
            m_timer.start(step.time);
            return;
        case Kind::Repeat:
            m_next = 0;
            break;
        }
    }
}

} // namespace gantry::sandbox
