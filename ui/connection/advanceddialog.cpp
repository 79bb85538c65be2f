// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/advanceddialog.h"

#include "connection/accesskeysform.h"
#include "connection/addressmapform.h"
#include "connection/settingsform.h"
#include "connection/tlsform.h"

#include <QEvent>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace gantry::ui {

AdvancedDialog::AdvancedDialog(AccessKeys &keys, QWidget *parent)
    : QDialog(parent)
    , m_tabs(new QTabWidget(this))
    , m_settings(new SettingsForm(this))
    , m_tls(new TlsForm(this))
    , m_keys(new AccessKeysForm(keys, this))
    , m_addresses(new AddressMapForm(this))
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_settings);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_tabs->addTab(scroll, QString());
    m_tabs->addTab(m_tls, QString());
    m_tabs->addTab(m_keys, QString());
    m_tabs->addTab(m_addresses, QString());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_settings, &SettingsForm::edited, this, [this](const ProducerConfig &config) {
        m_profile.config = config;
        Q_EMIT edited(m_profile);
    });
    connect(m_tls, &TlsForm::edited, this, [this](const std::optional<TlsConfig> &tls) {
        m_profile.config.tls = tls;
        Q_EMIT edited(m_profile);
    });
    connect(m_keys, &AccessKeysForm::edited, this, [this](bool isSigned) {
        m_profile.isSigned = isSigned;
        Q_EMIT edited(m_profile);
    });
    connect(m_addresses, &AddressMapForm::edited, this, [this](const QHash<Address, Address> &map) {
        m_profile.config.addressMap = map;
        Q_EMIT edited(m_profile);
    });
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_tabs);
    column->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 34);
    retranslate();
}

void AdvancedDialog::retranslate()
{
    setWindowTitle(tr("Advanced settings of “%1”").arg(m_profile.name));
    m_tabs->setTabText(0, tr("&Settings"));
    m_tabs->setTabText(1, tr("T&LS"));
    m_tabs->setTabText(2, tr("Access ke&ys"));
    m_tabs->setTabText(3, tr("A&ddresses"));
}

void AdvancedDialog::turnToAccessKeys()
{
    m_tabs->setCurrentWidget(m_keys);
    m_keys->focusField();
}

void AdvancedDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void AdvancedDialog::showProfile(const Profile &profile)
{
    m_profile = profile;
    m_settings->show(profile.config);
    m_tls->show(profile.config.tls);
    m_keys->show(profile);
    m_addresses->show(profile.config.addressMap);
    retranslate();
}

} // namespace gantry::ui
