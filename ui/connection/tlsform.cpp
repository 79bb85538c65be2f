// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/tlsform.h"

#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace gantry::ui {

TlsForm::TlsForm(QWidget *parent)
    : QWidget(parent)
    , m_isOn(new QCheckBox(this))
    , m_files()
    , m_insecure(new QCheckBox(this))
    , m_warning(new MessageLabel(this))
{
    for (FileField &field : m_files)
        field = {new QLabel(this), new QLineEdit(this), new QToolButton(this), new MessageLabel(this)};
    build();
    connect(m_isOn, &QCheckBox::toggled, this, &TlsForm::onEdited);
    connect(m_insecure, &QCheckBox::toggled, this, &TlsForm::onEdited);
    retranslate();
    check();
}

void TlsForm::build()
{
    static constexpr std::array names{"tlsCa"_L1, "tlsCertificate"_L1, "tlsKey"_L1};
    m_isOn->setObjectName(u"tls"_s);
    m_insecure->setObjectName(u"tlsInsecure"_s);
    m_warning->setObjectName(u"tlsWarning"_s);
    auto *grid = new QGridLayout(this);
    grid->addWidget(m_isOn, 0, 0, 1, 3);
    int line = 1;
    for (size_t i = 0; i < m_files.size(); ++i) {
        const FileField &field = m_files[i];
        field.edit->setObjectName(names[i]);
        field.message->setObjectName(names[i] + "Message"_L1);
        field.label->setBuddy(field.edit);
        field.browse->setText(u"…"_s);
        field.browse->setFocusPolicy(Qt::StrongFocus);
        connect(field.edit, &QLineEdit::textEdited, this, &TlsForm::onEdited);
        connect(field.browse, &QToolButton::clicked, this, [this, &field] { browse(field); });
        grid->addWidget(field.label, line, 0);
        grid->addWidget(field.edit, line, 1);
        grid->addWidget(field.browse, line, 2);
        grid->addWidget(field.message, line + 1, 1, 1, 2);
        line += 2;
    }
    grid->addWidget(m_insecure, line, 0, 1, 3);
    grid->addWidget(m_warning, line + 1, 0, 1, 3);
    grid->setRowStretch(line + 2, 1);
    grid->setColumnStretch(1, 1);
}

void TlsForm::retranslate()
{
    m_isOn->setText(tr("Use &TLS to NameServers and brokers"));
    m_insecure->setText(tr("Take &any certificate"));
    m_files[0].label->setText(tr("&CA file"));
    m_files[0].edit->setPlaceholderText(tr("the system's authorities"));
    m_files[1].label->setText(tr("Ce&rtificate"));
    m_files[1].edit->setPlaceholderText(tr("none"));
    m_files[2].label->setText(tr("&Key"));
    m_files[2].edit->setPlaceholderText(tr("none"));
    const std::array names{tr("CA file, PEM"), tr("Certificate file, PEM"), tr("Key file, PEM")};
    for (size_t i = 0; i < m_files.size(); ++i) {
        m_files[i].edit->setAccessibleName(names[i]);
        m_files[i].edit->setToolTip(names[i]);
        m_files[i].browse->setAccessibleName(tr("Choose: %1").arg(names[i]));
        m_files[i].browse->setToolTip(tr("Choose a file"));
    }
    check();
}

void TlsForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void TlsForm::show(const std::optional<TlsConfig> &tls)
{
    const QSignalBlocker on(m_isOn);
    const QSignalBlocker insecure(m_insecure);
    m_isOn->setChecked(tls.has_value());
    if (tls) { // else what was typed stays for whoever switches it on again
        const std::array texts{tls->caFile, tls->certificateFile, tls->keyFile};
        for (size_t i = 0; i < m_files.size(); ++i) {
            if (m_files[i].edit->text() != texts[i])
                m_files[i].edit->setText(texts[i]);
        }
        m_insecure->setChecked(tls->insecure);
    }
    check();
}

void TlsForm::onEdited()
{
    check();
    if (!m_isOn->isChecked()) {
        Q_EMIT edited(std::nullopt);
        return;
    }
    Q_EMIT edited(TlsConfig{m_files[0].edit->text(), m_files[1].edit->text(), m_files[2].edit->text(),
                            m_insecure->isChecked()});
}

void TlsForm::check()
{
    const bool isOn = m_isOn->isChecked();
    for (const FileField &field : m_files) {
        const QString path = field.edit->text();
        const bool isMissing = isOn && !path.isEmpty() && !QFileInfo(path).isReadable();
        field.message->say(Status::Bad, isMissing ? tr("This file cannot be read.") : QString());
        field.edit->setEnabled(isOn);
        field.browse->setEnabled(isOn);
    }
    if (isOn && m_files[1].edit->text().isEmpty() != m_files[2].edit->text().isEmpty())
        m_files[2].message->say(Status::Bad, tr("Certificate and key belong together: give both, or none."));
    m_insecure->setEnabled(isOn);
    m_warning->say(Status::Bad, isOn && m_insecure->isChecked() ? tr(
                                    "INSECURE: whoever is between here and the servers can read and change "
                                    "every message. Use it for trials only.")
                                                                : QString());
}

void TlsForm::browse(const FileField &field)
{
    auto *dialog = new QFileDialog(this, field.edit->accessibleName(), QFileInfo(field.edit->text()).path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, edit = field.edit](const QString &path) {
        edit->setText(path);
        onEdited();
    });
    dialog->open();
}

} // namespace gantry::ui
