// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/statuscolour.h"
#include <gantry/doctor.h>

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace gantry::ui {

/// What an examination of the way to a send has found so far, in words.
class DoctorReport
{
    Q_DECLARE_TR_FUNCTIONS(gantry::ui::DoctorReport)

public:
    void clear() { m_findings.clear(); }
    void add(const DoctorFinding &finding) { m_findings.append(finding); }
    [[nodiscard]] const QList<DoctorFinding> &findings() const { return m_findings; }

    /// Of all that was found, once nothing more comes.
    [[nodiscard]] Status status() const;
    /// Whether a send can get through.
    [[nodiscard]] QString sentence() const;
    /// Sentence and findings, as for a mail.
    [[nodiscard]] QString text() const;

    /// "✗ Address broker-a, 10.0.0.1:10911"
    [[nodiscard]] static QString heading(const DoctorFinding &finding);
    [[nodiscard]] static Status statusOf(const DoctorFinding &finding);

private:
    [[nodiscard]] qsizetype count(DoctorFinding::Verdict verdict) const;
    [[nodiscard]] static QString checkName(DoctorFinding::Check check);

    QList<DoctorFinding> m_findings;
};

} // namespace gantry::ui
